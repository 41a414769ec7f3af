import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import { after, all, btcEntry, decideAll, ended, filled, folded, one, openAccount } from '../../../support/account.js';
import { assess, btcLong, NOON, QUOTES, xrpShort } from '../../../support/risk.js';
import { given } from '../../../support/given.js';

const opened = after(...openAccount({}, NOON), { type: 'ObserveMarket', at: NOON, quotes: QUOTES });
const approve = assess(btcLong());
const approved = given(accountDecider, opened).when(approve);
const { order } = one(approved.facts, 'IntentApproved');
const working = [...opened, ...approved.facts];
/** What the approval became at the venue. */
const entry = btcEntry({
  clientOrderId: order.clientOrderId,
  quantity: order.quantity,
  levels: { stop: order.stop, target: order.target },
});
const half = '0.01665667';

const lockedIn = (facts: readonly AccountFact[]) =>
  given(accountDecider, facts).state().reservations[order.clientOrderId];

describe('an approval', () => {
  test('F-R1 locks at once what its order may cost: the whole of it, fee included', () => {
    // 2 000 USDT of notional cut to the lot: 0.03331334 x 60 036.003 = 1 999.99978018002, and 0.4 % of it.
    expect(order.quantity).toBe('0.03331334');
    expect(lockedIn(working)).toMatchObject({
      kind: 'entry',
      leavesQty: '0.03331334',
      notionalUsdt: '1999.99978018002',
      reservedUsdt: '2007.999779300741',
      marginUsdt: '0',
      revoked: false,
    });
  });

  test('F-R1 the next one sees it: of two that would both fit, the second gets what is left', () => {
    // 25 % of exposure allowed: the first takes 2 000, 500 are left for the next.
    const start = after(...openAccount({ maxExposurePct: '0.25' }, NOON), {
      type: 'ObserveMarket',
      at: NOON,
      quotes: QUOTES,
    });
    const second = assess(xrpShort({ intentId: 'intent-2' }));
    const { facts } = given(accountDecider, start).when(approve, second);
    const { order: other, resizedBy } = one(facts, 'IntentResized');
    expect(resizedBy).toContain('total-exposure');
    expect(Number(other.notionalUsdt)).toBeLessThanOrEqual(2_500 - 1_999.99);
    // Alone it would have had its 600.
    const alone = one(given(accountDecider, start).when(second).facts, 'IntentApproved').order;
    expect(Number(alone.notionalUsdt)).toBeGreaterThan(599);
  });

  test('is given once: the same assessment again is nothing, whatever the market shows now', () => {
    given(accountDecider, working)
      .when(approve, { ...approve, at: NOON + 5_000, quotes: {} })
      .thenNothing();
  });

  test('is freed with the end of its order, once', () => {
    const { facts, state } = given(accountDecider, working)
      .when(ended(order.clientOrderId, NOON + 1))
      .thenTypes('ReservationReleased');
    expect(one(facts, 'ReservationReleased')).toMatchObject({
      leavesQty: '0.03331334',
      releasedUsdt: '2007.999779300741',
    });
    expect(state.reservations).toEqual({});
  });

  test('shrinks by what is filled and is used up by the last fill', () => {
    const first = filled({ order: entry, qty: half, px: '60036', fee: '4', leaves: half });
    const last = filled({ order: entry, qty: half, px: '60036', fee: '4', fillNo: 1 });
    const once = given(accountDecider, working).when(first);
    // Exactly half of each.
    expect(lockedIn([...working, ...once.facts])).toMatchObject({
      leavesQty: half,
      notionalUsdt: '999.99989009001',
      reservedUsdt: '1003.99988965037',
    });
    expect(given(accountDecider, working).when(first, last).state.reservations).toEqual({});
  });

  test('filled in part and ended frees the rest; a fill after that frees nothing more', () => {
    const { facts, state } = given(accountDecider, working).when(
      filled({ order: entry, qty: half, px: '60036', fee: '4', leaves: half }),
      ended(order.clientOrderId, NOON + 1),
      filled({ order: entry, qty: half, px: '60036', fee: '4', fillNo: 1, at: NOON + 2 }),
    );
    expect(one(facts, 'ReservationReleased').leavesQty).toBe(half);
    expect(state.reservations).toEqual({});
  });
});

describe('an approval is taken back', () => {
  const takesBack = (command: AccountCommand) =>
    all(given(accountDecider, working).when(command).facts, 'IntentRevoked').map(({ reason }) => reason);

  test.each<[string, AccountCommand, readonly string[]]>([
    ['F-O32 by a halt', { type: 'HaltTrading', at: NOON + 1, reason: 'operator' }, ['halt']],
    ['by level 3', { type: 'ChangeDegradation', at: NOON + 1, to: 3, reason: 'store slow' }, ['degradation level 3']],
    ['not by level 2', { type: 'ChangeDegradation', at: NOON + 1, to: 2, reason: 'no model' }, []],
    ['not by a pause', { type: 'PauseTrading', at: NOON + 1, reason: 'startup' }, []],
    [
      'by a newer decision of its instrument',
      assess(btcLong({ intentId: 'intent-2' }), { at: NOON + 1 }),
      ['newer decision'],
    ],
    ['not by one of another', assess(xrpShort({ intentId: 'intent-2' }), { at: NOON + 1 }), []],
  ])('%s', (_, command, reasons) => {
    expect(takesBack(command)).toEqual(reasons);
  });

  test('F-O32 and stays locked until its order has ended, for it may still fill', () => {
    const { facts } = given(accountDecider, working).when({ type: 'HaltTrading', at: NOON + 1, reason: 'operator' });
    expect(lockedIn([...working, ...facts])).toMatchObject({ revoked: true, reservedUsdt: '2007.999779300741' });
  });

  test('F-R2 after a halt nothing is approved, whatever the caller believes', () => {
    const { facts } = given(accountDecider, opened).when(
      { type: 'HaltTrading', at: NOON, reason: 'operator' },
      approve,
    );
    expect(one(facts, 'IntentDenied').code).toBe('HALTED');
  });
});

describe('what a repeat is known by', () => {
  test('outlives far more than can be in flight: 400 others change nothing', () => {
    let { state } = decideAll(openAccount());
    const others = Array.from({ length: 400 }, (_, n) =>
      filled({
        order: btcEntry({ clientOrderId: `other-${n}`, side: n % 2 ? 'sell' : 'buy' }),
        qty: '0.001',
        px: '60000',
        fee: '0',
        at: NOON,
      }),
    );
    const first = filled({ order: btcEntry(), qty: '0.01', px: '60000', fee: '0', leaves: '0.01' });
    for (const command of [first, ...others]) {
      state = folded(state, accountDecider.decide(command, state));
    }
    expect(accountDecider.decide(first, state)).toEqual([]);
    const next = filled({ order: btcEntry(), qty: '0.01', px: '60000', fee: '0', fillNo: 1 });
    expect(one(accountDecider.decide(next, state), 'FillBooked').fillNo).toBe(1);
  });

  test('is bounded: F-C10 the newest 500 of each', () => {
    const { state } = decideAll(openAccount());
    const many = Array.from({ length: 600 }, (_, n) => ({ clientOrderId: `order-${n}`, count: 1 }));
    const fill = filled({ order: btcEntry({ clientOrderId: 'order-700' }), qty: '0.01', px: '60000', fee: '0' });
    const full = { ...state, bookedFills: many.slice(0, 500) };
    const { bookedFills } = folded(full, accountDecider.decide(fill, full));
    expect(bookedFills).toHaveLength(500);
    expect(bookedFills.at(-1)?.clientOrderId).toBe('order-700');
    expect(bookedFills[0]?.clientOrderId).toBe('order-1');
  });
});
