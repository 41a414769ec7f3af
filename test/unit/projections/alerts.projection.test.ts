import { alertsProjection } from '../../../src/projections/alerts/alerts.projection.js';
import { recorded, type Commit } from '../../support/desk-log.js';
import { story } from '../../support/desk-story.js';
import { rowsAfter } from '../../support/folded.js';
import { accepted, entryOrder, orderCommit } from '../../support/story-orders.js';
import { ACCOUNT, second } from '../../support/story-time.js';

const inAccount = (at: number, ...facts: Commit['facts']): Commit => ({ stream: ACCOUNT, at: second(at), facts });
const alerts = (...commits: Commit[]) => rowsAfter(alertsProjection, 'alerts', recorded(commits));
const standing = (...commits: Commit[]) => rowsAfter(alertsProjection, 'standing', recorded(commits));

const dailyLoss = inAccount(10, {
  type: 'BreakerTripped',
  data: { breaker: 'daily-loss', at: second(10), loss: '200', lossPct: '0.02', limitPct: '0.02', until: second(99) },
});
const halted = inAccount(20, { type: 'TradingHalted', data: { at: second(20), reason: 'drill' } });
const cleared = inAccount(30, { type: 'HaltCleared', data: { reason: 'looked at it' } });
const stopLost = inAccount(40, {
  type: 'ProtectionLost',
  data: {
    positionId: 'position-1',
    book: 'trading',
    instrumentId: 'BTC/USDT',
    stopOrderId: 'stop-1',
    reason: 'canceled: by the venue',
  },
});

test('an alert says what happened, how bad it is and which fact says so', () => {
  expect(alerts(dailyLoss)).toEqual([
    {
      alertId: '0000000000000001',
      kind: 'breaker',
      severity: 'alarm',
      text: 'daily-loss breaker tripped: 2 % of 2 % allowed',
      at: second(10),
      stream: ACCOUNT,
      version: 0,
      type: 'BreakerTripped',
      lasting: true,
      until: second(99),
    },
  ]);
});

test('its counter fact ends it', () => {
  expect(standing(halted)).toMatchObject([{ kind: 'halt', severity: 'alarm' }]);
  expect(standing(halted, cleared)).toEqual([]);
  expect(alerts(halted, cleared)).toMatchObject([
    { kind: 'halt', ended: { at: second(30), type: 'HaltCleared', text: 'halt cleared: looked at it', version: 1 } },
  ]);
});

test('a second halt after the first was cleared is a second alert', () => {
  const again = inAccount(50, { type: 'TradingHalted', data: { at: second(50), reason: 'again' } });
  expect(alerts(halted, cleared, again).map(({ ended }) => ended !== undefined)).toEqual([true, false]);
  expect(standing(halted, cleared, again)).toMatchObject([{ at: second(50) }]);
});

test('a breaker that trips once more takes its own place', () => {
  expect(standing(dailyLoss, dailyLoss)).toMatchObject([{ alertId: '0000000000000002' }]);
  expect(alerts(dailyLoss, dailyLoss)[0]).toHaveProperty('ended');
});

test('F-O9 a quantity without its stop is an alarm until a stop is asked for or the position is closed', () => {
  const exit = inAccount(41, {
    type: 'ExitTriggered',
    data: {
      positionId: 'position-1',
      exitId: 'exit-1',
      book: 'trading',
      instrumentId: 'BTC/USDT',
      closer: 'unprotected',
      quantity: '0.02',
      reason: 'no stop in time',
      triggeredAt: second(41),
      dueAt: second(44),
    },
  });
  expect(alerts(stopLost, exit)).toMatchObject([
    { kind: 'unprotected', severity: 'alarm', instrumentId: 'BTC/USDT', type: 'ProtectionLost' },
  ]);
  const closed = inAccount(45, {
    type: 'PositionClosed',
    data: {
      positionId: 'position-1',
      book: 'trading',
      instrumentId: 'BTC/USDT',
      side: 'long',
      leverage: 1,
      intentId: 'intent-1',
      closer: 'unprotected',
      quantity: '0.02',
      exitPrice: '60000',
      grossUsdt: '0',
      feesUsdt: '1',
      netUsdt: '-1',
      openedAt: second(1),
      closedAt: second(45),
      tradeId: 'trade-9',
    },
  });
  expect(standing(stopLost, exit, closed)).toEqual([]);
});

test('a stop that is given up on the way out is no alarm', () => {
  const exit = story.exit.filter(({ stream }) => stream === ACCOUNT);
  const [begun, ...rest] = exit as [Commit, ...Commit[]];
  expect(alerts(begun, stopLost, ...rest)).toEqual([]);
  expect(alerts(...exit, stopLost)).toMatchObject([{ kind: 'unprotected' }]);
});

test('F-O17 an order at the venue that is not ours is an alarm until somebody answers for it', () => {
  const foreign = { foreignOrderId: 'foreign-1', instrumentId: 'XRP/USDT' } as const;
  const adopted = inAccount(1, {
    type: 'ForeignOrderAdopted',
    data: {
      ...foreign,
      venueOrderId: 'V9',
      side: 'buy',
      quantity: '100',
      leavesQty: '100',
      price: '0.5',
      notionalUsdt: '50',
      leverage: 1,
    },
  });
  const claimed = inAccount(2, {
    type: 'ForeignOrderClaimed',
    data: { ...foreign, stop: '0.48', target: '0.55', reason: 'placed by hand' },
  });
  const released = inAccount(2, { type: 'ForeignOrderReleased', data: { ...foreign, reason: 'canceled' } });
  expect(standing(adopted)).toMatchObject([{ kind: 'adopted-order', severity: 'alarm', instrumentId: 'XRP/USDT' }]);
  expect(standing(adopted, claimed)).toEqual([]);
  expect(alerts(adopted, released)).toMatchObject([{ ended: { type: 'ForeignOrderReleased' } }]);
});

test('F-P6 a price that grew old under an open position is an alarm until there is one again', () => {
  const lost = inAccount(1, {
    type: 'PriceLost',
    data: { instrumentId: 'BTC/USDT', lastAt: second(0), at: second(61) },
  });
  const restored = inAccount(2, { type: 'PriceRestored', data: { instrumentId: 'BTC/USDT', at: second(62) } });
  expect(standing(lost)).toMatchObject([{ kind: 'price-lost', severity: 'alarm', instrumentId: 'BTC/USDT' }]);
  expect(standing(lost, restored)).toEqual([]);
});

test('a balance that was corrected is told', () => {
  const corrected = inAccount(1, {
    type: 'BalanceCorrected',
    data: {
      correctionId: 'correction-1',
      currency: 'USDT',
      amount: '-5',
      ours: '5000',
      venue: '4995',
      evidence: [],
      changes: [],
      phantoms: [],
    },
  });
  expect(alerts(corrected)).toMatchObject([{ kind: 'correction', severity: 'warning', lasting: false }]);
});

test('a weekly loss stands past its Monday until it is reviewed', () => {
  const weekly = inAccount(1, {
    type: 'BreakerTripped',
    data: { breaker: 'weekly-loss', at: second(1), loss: '500', lossPct: '0.05', limitPct: '0.05', until: second(60) },
  });
  const reviewed = inAccount(2, { type: 'WeekReviewed', data: { at: second(2), reason: 'looked at it' } });
  const over = inAccount(61, { type: 'BreakerCleared', data: { breaker: 'weekly-loss', reason: 'a new week' } });
  expect(standing(weekly)[0]).not.toHaveProperty('until');
  expect(standing(weekly, reviewed)).toMatchObject([{ until: second(60) }]);
  expect(standing(weekly, reviewed, over)).toEqual([]);
});

test('a spike is an alert of its own instrument', () => {
  const spike = (instrumentId: 'BTC/USDT' | 'XRP/USDT') =>
    inAccount(1, {
      type: 'BreakerTripped',
      data: { breaker: 'spike', instrumentId, at: second(1), reached: '6', allowed: '5', until: second(900) },
    });
  const over = inAccount(900, {
    type: 'BreakerCleared',
    data: { breaker: 'spike', instrumentId: 'BTC/USDT', reason: 'its time is over' },
  });
  expect(standing(spike('BTC/USDT'), spike('XRP/USDT'), over)).toMatchObject([{ instrumentId: 'XRP/USDT' }]);
});

test('one failed order is no news, two in a row are', () => {
  const failed = (inARow: number) =>
    inAccount(1, {
      type: 'ExecutionFailed',
      data: { clientOrderId: `entry-${inARow}`, instrumentId: 'BTC/USDT', reason: 'rejected', inARow },
    });
  expect(alerts(failed(1), failed(2))).toMatchObject([{ kind: 'execution-failed', severity: 'warning' }]);
});

test('from level 3 on the desk is degraded; recovering below it ends the alert', () => {
  const to = (at: number, from: number, level: number): Commit =>
    inAccount(at, { type: 'DegradationChanged', data: { from, to: level, reason: 'store slow' } });
  expect(standing(to(1, 1, 2))).toEqual([]);
  expect(standing(to(1, 1, 3), to(2, 3, 4))).toMatchObject([{ at: second(2), severity: 'alarm' }]);
  expect(standing(to(1, 1, 3), to(2, 3, 2))).toEqual([]);
});

test('an order that nobody knows about is one alert, however often the venue is asked', () => {
  const uncertain = (at: number): Commit =>
    orderCommit('entry-1', at, {
      type: 'OrderSubmissionUncertain',
      data: { order: entryOrder, attempt: 1, detail: 'no answer', absentReads: [], dueAt: second(at + 5) },
    });
  expect(alerts(uncertain(1), uncertain(6))).toMatchObject([{ kind: 'uncertain', stream: 'order-entry-1' }]);
  expect(standing(uncertain(1), orderCommit('entry-1', 7, accepted(entryOrder, 'V1')))).toEqual([]);
});

test('the pause of a start is no news, an operator’s is', () => {
  const paused = (reason: string) => inAccount(1, { type: 'TradingPaused', data: { reason } });
  expect(alerts(paused('startup'))).toEqual([]);
  expect(alerts(paused('operator'))).toMatchObject([{ kind: 'pause', severity: 'notice' }]);
});

test('what the desk refused to send is told, what was revoked is not', () => {
  const denied = (code: 'APPROVAL_EXPIRED' | 'REVOKED'): Commit =>
    orderCommit('entry-1', 1, { type: 'OrderDenied', data: { order: entryOrder, code, detail: 'too late' } });
  expect(alerts(denied('APPROVAL_EXPIRED'))).toMatchObject([{ kind: 'not-sent', lasting: false }]);
  expect(alerts(denied('REVOKED'))).toEqual([]);
});
