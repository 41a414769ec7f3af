/** An execution is booked once, however often anybody tells of it. */
import { ComposedDesk, type DeskOptions } from './composed-desk.js';
import { BTC_LONG } from './openings.js';

const opened = async (options: DeskOptions = {}): Promise<ComposedDesk> => {
  const desk = await ComposedDesk.start(options);
  await desk.propose(BTC_LONG);
  return desk;
};

/** All that a second booking would change. */
const booksOf = async (desk: ComposedDesk) => {
  const { balances, positions, lots, realised, bookedFills } = await desk.account();
  return { balances, positions, lots, realised, bookedFills };
};

const expectOneFill = async (desk: ComposedDesk): Promise<void> => {
  expect(await desk.all('PaperOrderFilled')).toHaveLength(1);
  expect(await desk.all('OrderFilled')).toHaveLength(1);
  expect(await desk.all('FillBooked')).toMatchObject([{ quantity: '0.03331334', fillNo: 0 }]);
  expect(await desk.all('PositionOpened')).toHaveLength(1);
  expect(await desk.all('PositionChanged')).toEqual([]);
};

describe('F-O4 a fill is booked once', () => {
  test('told once', async () => {
    const desk = await opened();
    await expectOneFill(desk);
    await desk.end();
  });

  test('the venue says everything twice', async () => {
    const once = await opened();
    const twice = await opened({ faults: { onPlace: () => 'answer-twice' } });
    await expectOneFill(twice);
    expect(await booksOf(twice)).toEqual(await booksOf(once));
    await once.end();
    await twice.end();
  });

  test('F-C6 after a crash the whole log is delivered again, from the checkpoint of the start', async () => {
    const desk = await opened();
    const before = await booksOf(desk);
    await desk.restart();
    await expectOneFill(desk);
    expect(await booksOf(desk)).toEqual(before);
    await desk.minute();
    await expectOneFill(desk);
    await desk.end();
  });

  test('the answer is lost, and the venue tells of the fill when it is asked', async () => {
    let calls = 0;
    const desk = await opened({ faults: { onPlace: () => (++calls === 1 ? 'lose-answer' : 'deliver') } });
    expect(await desk.all('OrderSubmissionUncertain')).toHaveLength(1);
    await expectOneFill(desk);
    await desk.minutes(2);
    await expectOneFill(desk);
    await desk.end();
  });
});
