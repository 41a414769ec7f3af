/** An approval reserves: what was approved a moment ago and is no order yet counts as if it were open. */
import { ComposedDesk, type DeskOptions, type Leg } from './composed-desk.js';
import { BTC_LONG, openings, XRP_LONG, type Opened } from './openings.js';

const inOneCycle = async (options: DeskOptions, ...legs: readonly Leg[]): Promise<readonly Opened[]> => {
  const desk = await ComposedDesk.start(options);
  try {
    await desk.propose(...legs);
    return await openings(desk);
  } finally {
    await desk.end();
  }
};

describe('F-R1 two proposals of one cycle', () => {
  test('together above the exposure limit: the second gets what the first left, 2 500 - 2 000', async () => {
    const options = { policy: { maxExposurePct: '0.25' } };
    const [alone] = await inOneCycle(options, XRP_LONG);
    expect(alone).toMatchObject({ verdict: 'IntentApproved', placed: [expect.any(String)] });
    const [first, second] = await inOneCycle(options, BTC_LONG, XRP_LONG);
    expect(first).toMatchObject({ verdict: 'IntentApproved', placed: ['0.03331334'] });
    expect(second).toMatchObject({ verdict: 'IntentResized', resizedBy: ['total-exposure'] });
    expect(second?.notional).toBeCloseTo(500, 2);
    expect(second?.placed).toHaveLength(1);
  });

  test('together above the number of positions: the second is denied', async () => {
    const options = { policy: { maxOpenPositions: 1 } };
    const [first, second] = await inOneCycle(options, BTC_LONG, XRP_LONG);
    expect(first).toMatchObject({ verdict: 'IntentApproved', placed: ['0.03331334'] });
    expect(second).toMatchObject({ verdict: 'IntentDenied', failed: ['TOO_MANY_POSITIONS'], placed: [] });
  });

  test('together above the cash of the book: the second gets (3 000 - 2 000 x 1.004) / 1.004', async () => {
    const options = { policy: { marginEnabled: false, allocationShare: '0.7' } };
    const [first, second] = await inOneCycle(options, BTC_LONG, XRP_LONG);
    expect(first).toMatchObject({ verdict: 'IntentApproved', placed: ['0.03331334'] });
    expect(second).toMatchObject({ verdict: 'IntentResized', resizedBy: ['funds'] });
    expect(second?.notional).toBeCloseTo(988.05, 1);
  });
});
