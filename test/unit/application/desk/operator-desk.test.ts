import { ControlRefused } from '../../../../src/application/ports/desk-control.port.js';
import { openMemory } from '../../../../src/infrastructure/bootstrap/open-storage.js';
import { OperatedDesk } from '../../../support/operated-desk.js';
import { HEARD } from '../../../support/overrides.js';

let operated: OperatedDesk;
beforeEach(async () => {
  operated = await OperatedDesk.start({ storage: openMemory() });
});
afterEach(() => operated.close());

const refusal = (asked: Promise<unknown>): Promise<ControlRefused> =>
  asked.then(
    () => Promise.reject(new Error('it was taken')),
    (error: unknown) => (error instanceof ControlRefused ? error : Promise.reject(error as Error)),
  );
const typesOf = async (overrideId: string): Promise<readonly string[]> =>
  (await operated.facts(`override-${overrideId}`)).map(({ type }) => type);

describe('gates', () => {
  test('F-R12 a halt is done when the desk hears it, and names who and why', async () => {
    const asked = await operated.ask('halt', {}, { reason: 'fire drill', actor: 'operator' });
    expect(asked.status).toBe('accepted');
    const heard = await operated.heard(asked.overrideId);
    expect(heard).toMatchObject({ status: 'executed', outcome: 'trading is halted' });
    expect(heard.position > asked.position).toBe(true);
    const halted = (await operated.facts('account-main')).find(({ type }) => type === 'TradingHalted');
    expect(halted).toMatchObject({
      data: { reason: 'fire drill', requestId: asked.overrideId },
      metadata: { correlationId: asked.overrideId, actor: 'operator' },
    });
  });

  test('F-R12 a halt is cleared only after the second word of an administrator', async () => {
    await operated.order('halt');
    const { overrideId } = await operated.ask('clear-halt', {}, { reason: 'looked' });
    expect((await operated.heard(overrideId)).status).toBe('waiting');
    expect(await operated.booked('HaltCleared')).toEqual([]);
    expect((await refusal(operated.control.confirm(overrideId, 'operator'))).code).toBe('NOT_ADMINISTRATOR');
    await operated.control.confirm(overrideId, 'administrator');
    expect(await operated.heard(overrideId)).toMatchObject({ status: 'executed', outcome: 'the halt is cleared' });
    expect(await operated.booked('HaltCleared')).toMatchObject([{ reason: 'looked' }]);
  });

  test('F-X3 a confirmation that comes too late does nothing, whatever the market’s clock says', async () => {
    await operated.order('halt');
    const { overrideId } = await operated.ask('clear-halt');
    for (let minute = 0; minute < 5; minute++) await operated.step();
    operated.wall.at = HEARD + 60_001;
    const late = await refusal(operated.control.confirm(overrideId, 'administrator'));
    expect(late).toMatchObject({ code: 'CONFIRMED_TOO_LATE', detail: expect.stringContaining('order it again') });
    expect(await operated.heard(overrideId)).toMatchObject({ status: 'expired' });
    expect(await operated.booked('HaltCleared')).toEqual([]);
  });

  test('five minutes of market are no minute of a person', async () => {
    await operated.order('halt');
    const { overrideId } = await operated.ask('clear-halt');
    for (let minute = 0; minute < 5; minute++) await operated.step();
    operated.wall.at = HEARD + 5_000;
    await operated.control.confirm(overrideId, 'administrator');
    expect((await operated.heard(overrideId)).status).toBe('executed');
  });

  test('what nobody confirms expires by being looked at', async () => {
    const { overrideId } = await operated.ask('close-all');
    operated.wall.at = HEARD + 60_001;
    expect(await operated.control.look(overrideId)).toMatchObject({ status: 'expired' });
    expect(await typesOf(overrideId)).toEqual(['OverrideRequested', 'OverrideExpired']);
  });

  test('what is an administrator’s is refused to an operator, and stays in the log', async () => {
    const refused = await refusal(operated.ask('clear-halt', {}, { actor: 'operator', key: 'k1' }));
    expect(refused).toMatchObject({ code: 'NOT_ADMINISTRATOR', field: 'actor' });
    expect((await operated.facts()).map(({ type }) => type)).toContain('OverrideRefused');
  });

  test.each([
    ['halt', 'nothing to do: trading was halted already'],
    ['resume', 'nothing to do: no pause of an operator stands'],
    ['clear-streak', 'nothing to do: there is no streak of losses'],
    ['review-week', 'nothing to do: no week waits for a review'],
    ['leave-emergency', 'nothing to do: the desk is not in emergency'],
    ['close-all', 'nothing to do: no position is open'],
  ] as const)('%s that changes nothing has an outcome too', async (kind, outcome) => {
    await operated.order('halt');
    expect(await operated.order(kind)).toMatchObject({ status: 'executed', outcome });
  });

  test('a pause and its end carry what the person said', async () => {
    expect(await operated.order('pause', {}, { reason: 'lunch' })).toMatchObject({ outcome: 'trading is paused' });
    expect(await operated.order('resume', {}, { reason: 'back' })).toMatchObject({ status: 'executed' });
    expect(await operated.booked('TradingPaused')).toMatchObject([{ reason: 'operator', note: 'lunch' }]);
    expect(await operated.booked('TradingResumed')).toMatchObject([{ reason: 'operator', note: 'back' }]);
  });
});

describe('a task', () => {
  test.each([
    ['technical', 'decisions stop when its signals expire'],
    ['regime', 'decisions stop when its signals expire'],
    ['sentiment', 'decisions go without it when its signals expire'],
    ['trading-decision', 'nothing new is proposed; stops, targets and exits go on'],
  ])('%s is disabled at once, and the outcome says what follows', async (task, follows) => {
    const said = { reason: 'it errs', actor: 'operator' } as const;
    const disabled = await operated.order('disable-task', { task }, said);
    expect(disabled).toMatchObject({ status: 'executed', outcome: `${task} is disabled: ${follows}` });
    const [fact] = (await operated.facts('coordinator-main')).filter(({ type }) => type === 'TaskDisabled');
    expect(fact).toMatchObject({
      data: { task, by: 'operator', reason: 'it errs', requestId: disabled.overrideId },
      metadata: { correlationId: disabled.overrideId, actor: 'operator' },
    });
    const again = await operated.order('disable-task', { task });
    expect(again).toMatchObject({ status: 'executed', outcome: `nothing to do: ${task} is disabled already` });
  });

  test('runs no more while it is disabled, also after a start, and again when it is enabled', async () => {
    const storage = openMemory();
    const first = await OperatedDesk.start({ storage });
    const looks = async () => (await first.facts('signal-technical.BTC/USDT')).length;
    const before = await looks();
    await first.step();
    expect(await looks()).toBeGreaterThan(before);
    await first.order('disable-task', { task: 'technical' });
    const stopped = await looks();
    await first.step();
    expect(await looks()).toBe(stopped);
    await first.close();
    const second = await OperatedDesk.start({ storage, data: first.data });
    await second.step();
    expect(await looks()).toBe(stopped);
    const enabled = await second.order('enable-task', { task: 'technical' });
    expect(enabled).toMatchObject({ status: 'executed', outcome: 'technical is enabled: it runs when it is due' });
    await second.step();
    expect(await looks()).toBeGreaterThan(stopped);
    await second.close();
  });

  test('that is not disabled needs no enabling', async () => {
    const idle = await operated.order('enable-task', { task: 'regime' });
    expect(idle).toMatchObject({ status: 'executed', outcome: 'nothing to do: regime is not disabled' });
    expect(await operated.facts('coordinator-main')).not.toContainEqual(
      expect.objectContaining({ type: 'TaskEnabled' }),
    );
  });
});

describe('a key', () => {
  test('F-X2 used again for the same is the same request', async () => {
    const first = await operated.order('deposit', { amount: '250' }, { key: 'k1' });
    const again = await operated.order('deposit', { amount: '250' }, { key: 'k1' });
    expect(again).toEqual(first);
    expect((await operated.booked('FundsDeposited')).length).toBe(2);
  });

  test('F-X2 used again for something else is refused, and nothing is done', async () => {
    await operated.order('deposit', { amount: '250' }, { key: 'k1' });
    const reused = await refusal(operated.ask('deposit', { amount: '2500' }, { key: 'k1' }));
    expect(reused).toMatchObject({ code: 'KEY_REUSED', field: 'idempotency-key' });
    const other = await refusal(operated.ask('halt', {}, { key: 'k1' }));
    expect(other.code).toBe('KEY_REUSED');
    expect(await operated.booked('TradingHalted')).toEqual([]);
  });

  test('confirmed twice is confirmed once', async () => {
    await operated.order('halt');
    const { overrideId } = await operated.ask('clear-halt');
    await operated.control.confirm(overrideId, 'administrator');
    await operated.control.confirm(overrideId, 'administrator');
    await operated.heard(overrideId);
    expect(await operated.control.confirm(overrideId, 'administrator')).toMatchObject({ status: 'executed' });
    expect(await typesOf(overrideId)).toEqual(['OverrideRequested', 'OverrideConfirmed', 'OverrideExecuted']);
  });

  test('that nobody used, or that needs no word, cannot be confirmed', async () => {
    expect((await refusal(operated.control.confirm('none', 'administrator'))).code).toBe('NO_SUCH_OVERRIDE');
    const { overrideId } = await operated.order('halt');
    expect((await refusal(operated.control.confirm(overrideId, 'administrator'))).code).toBe('NOTHING_TO_CONFIRM');
  });
});

describe('an opening by hand', () => {
  const order = { instrumentId: 'BTC/USDT', direction: 'long', stop: '58500', target: '65000' };

  test('passes the risk engine, is the smallest of its tier, and its verdict is the outcome', async () => {
    operated.calm();
    const opened = await operated.order('open-position', order, { actor: 'operator' });
    expect(opened).toMatchObject({ status: 'executed', outcome: expect.stringContaining('stop 58500, target 65000') });
    const { positions } = await operated.account();
    expect(Object.values(positions)).toMatchObject([{ instrumentId: 'BTC/USDT', side: 'long', leverage: 1 }]);
    const verdicts = (await operated.facts()).filter(({ type }) => /^Intent(Approved|Resized)$/.test(type));
    expect(verdicts).toMatchObject([{ metadata: { correlationId: opened.overrideId } }]);
    expect((verdicts[0]?.data as { order: { clientOrderId: string } }).order.clientOrderId).toBe(opened.clientOrderId);
  });

  test('F-R12 is denied while trading is halted, with the rule’s own code', async () => {
    operated.calm();
    await operated.order('halt');
    const denied = await operated.order('open-position', order);
    expect(denied).toMatchObject({ status: 'refused', code: 'HALTED', detail: expect.stringContaining('halt') });
    expect((await operated.account()).positions).toEqual({});
  });

  test('with its stop on the wrong side is no request at all', async () => {
    const refused = await refusal(operated.ask('open-position', { ...order, stop: '61000' }));
    expect(refused).toMatchObject({ code: 'ORDER_INVALID', field: 'stop', detail: expect.stringContaining('below') });
    expect((await operated.facts()).filter(({ stream }) => stream.startsWith('override-'))).toEqual([]);
  });

  test('F-X2 asked for twice is opened once, also when the price has moved beyond its stop', async () => {
    operated.calm();
    const opened = await operated.order('open-position', order, { key: 'k1' });
    operated.data.append({ 'BTC/USDT': '58000' });
    await operated.assembled.run.next();
    expect((await operated.order('open-position', order, { key: 'k1' })).overrideId).toBe(opened.overrideId);
    expect((await operated.facts()).filter(({ type }) => type === 'PositionOpened')).toHaveLength(1);
  });

  test('is closed by hand, and so are all', async () => {
    operated.calm();
    await operated.order('open-position', order);
    const closing = await operated.order('close-position', { instrumentId: 'BTC/USDT' }, { actor: 'operator' });
    expect(closing).toMatchObject({ status: 'executed', outcome: 'BTC/USDT is being closed (by operator)' });
    for (let minute = 0; minute < 3; minute++) await operated.step();
    expect(await operated.booked('PositionClosed')).toMatchObject([{ closer: 'operator' }]);
    expect(await operated.order('close-all')).toMatchObject({ outcome: 'nothing to do: no position is open' });
  });
});

describe('money and limits', () => {
  test('more than is free is refused in the words of who keeps the money', async () => {
    const order = { book: 'trading', currency: 'USDT', amount: '999999' };
    const refused = await operated.order('withdraw', order);
    expect(refused).toMatchObject({ status: 'refused', code: 'MONEY_REFUSED' });
    expect(refused.detail).toMatch(/USDT of the trading book are free, 999999 are wanted/);
  });

  test('moves between the books, once', async () => {
    const order = { from: 'allocation', to: 'trading', currency: 'USDT', amount: '100' };
    const moved = await operated.order('transfer', order, { key: 'm1' });
    expect(moved).toMatchObject({ status: 'executed', outcome: '100 USDT moved from allocation to trading' });
    await operated.order('transfer', order, { key: 'm1' });
    expect((await operated.booked('FundsTransferred')).length).toBe(1);
  });

  test('F-R19 a limit above its cap is no request at all', async () => {
    const refused = await refusal(operated.ask('change-limits', { limits: { maxLeverage: 9 } }));
    expect(refused).toMatchObject({ code: 'ORDER_INVALID', field: 'limits.maxLeverage' });
    expect((await operated.facts()).filter(({ stream }) => stream.startsWith('override-'))).toEqual([]);
  });

  test('an administrator’s limits outlive a start, and settings that changed replace them', async () => {
    const storage = openMemory();
    const first = await OperatedDesk.start({ storage });
    const changed = await first.order('change-limits', { limits: { maxOpenPositions: 1 } });
    expect(changed).toMatchObject({ status: 'executed', outcome: 'limits changed: maxOpenPositions' });
    await first.close();
    const second = await OperatedDesk.start({ storage, data: first.data });
    expect((await second.account()).policy).toMatchObject({ maxOpenPositions: 1, version: 2 });
    await second.close();
    const third = await OperatedDesk.start({ storage, data: first.data, policy: { maxOpenPositions: 2 } });
    expect((await third.account()).policy).toMatchObject({ maxOpenPositions: 2, version: 3 });
    await third.close();
  });

  test('an adopted order that is not there is refused with the way out', async () => {
    const refused = await operated.order('claim-order', { foreignOrderId: 'x', stop: '1', target: '2' });
    expect(refused).toMatchObject({ status: 'refused', code: 'UNKNOWN_ORDER' });
    expect(await operated.order('cancel-order', { foreignOrderId: 'x' })).toMatchObject({ code: 'UNKNOWN_ORDER' });
  });
});

test('before the first start nobody can be ordered about: a fact would stand before the log’s first', async () => {
  const empty = openMemory();
  const early = await OperatedDesk.assemble({ storage: empty });
  expect((await refusal(early.ask('halt'))).code).toBe('NOT_READY');
  expect(await empty.store.head()).toBeUndefined();
  await early.close();
});
