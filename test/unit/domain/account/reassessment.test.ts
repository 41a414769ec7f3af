import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { PROCESSES } from '../../../../src/application/processes/index.js';
import type { Quotes } from '../../../../src/domain/market/quote.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { after, all, btcEntry, ended, filled, one, openAccount, positionIn } from '../../../support/account.js';
import { anEntry } from '../../../support/orders.js';
import { assess, btcLong, NOON, QUOTES } from '../../../support/risk.js';
import { given } from '../../../support/given.js';

const SECOND = 1_000;
/** The same prices, seen at `at`. */
const seen = (at: number): Quotes =>
  Object.fromEntries(Object.entries(QUOTES).map(([id, quote]) => [id, { ...quote, at }]));

const opened = after(...openAccount({}, NOON), { type: 'ObserveMarket', at: NOON, quotes: QUOTES });
const { facts: verdict } = given(accountDecider, opened).when(assess(btcLong()));
const { order } = one(verdict, 'IntentApproved');
const working = [...opened, ...verdict];
const expired = (at: number, clientOrderId = order.clientOrderId): AccountCommand => ({
  ...{ type: 'ReassessIntent', at, clientOrderId, quotes: seen(at) },
  reason: 'denied: APPROVAL_EXPIRED',
});
const newer = btcLong({ intentId: 'intent-2', snapshotAt: NOON + 20 * SECOND });
const at = NOON + 30 * SECOND;

describe('an approval that ran out before its order was sent', () => {
  test('F-O32 is freed and judged anew in one commit, with the prices of now', () => {
    const { facts, state } = given(accountDecider, working)
      .when(expired(NOON + 11 * SECOND))
      .thenTypes('ReservationReleased', 'IntentApproved');
    const again = one(facts, 'IntentApproved');
    expect(again.intent).toEqual(btcLong({ assessment: 2 }));
    expect(again.quotes['BTC/USDT']?.at).toBe(NOON + 11 * SECOND);
    expect(again.order.clientOrderId).not.toBe(order.clientOrderId);
    expect(again.order.approvalExpiresAt).toBe(NOON + 21 * SECOND);
    // What the first had locked does not stand in the way, and nothing is locked twice.
    expect(again.order.quantity).toBe(order.quantity);
    expect(Object.keys(state.reservations)).toEqual([again.order.clientOrderId]);
  });

  test('twice in all', () => {
    const { facts } = given(accountDecider, working).when(expired(NOON + 11 * SECOND));
    const second = one(facts, 'IntentApproved').order.clientOrderId;
    given(accountDecider, [...working, ...facts])
      .when(expired(NOON + 22 * SECOND, second))
      .thenTypes('ReservationReleased');
  });

  test('not on a snapshot older than 120 s', () => {
    const { facts } = given(accountDecider, working).when(expired(NOON + 120 * SECOND));
    expect(one(facts, 'IntentDenied').code).toBe('STALE_PROPOSAL');
  });

  test('F-O32 not after a halt, and not once it was taken back', () => {
    const halt: AccountCommand = { type: 'HaltTrading', at: NOON + 1, reason: 'operator' };
    const { facts } = given(accountDecider, working).when(halt, expired(NOON + 11 * SECOND));
    expect(facts.map(({ type }) => type)).toEqual(['TradingHalted', 'IntentRevoked', 'ReservationReleased']);
  });

  test('its process asks for that, and before the one that only frees', () => {
    const moment = { at, accountId: 'paper', quotes: QUOTES };
    const tell = (code: string) => {
      const fact = { type: 'OrderDenied', data: { order: anEntry(), code, detail: '' } } as unknown as RecordedFact;
      return PROCESSES.flatMap(({ on }) => on['OrderDenied']?.(fact, moment) ?? []).map(({ command }) => command.type);
    };
    expect(tell('APPROVAL_EXPIRED').slice(0, 2)).toEqual(['ReassessIntent', 'ReleaseReservation']);
    expect(tell('REVOKED')).not.toContain('ReassessIntent');
  });
});

describe('a newer decision while the entry of an older one works', () => {
  const decided = assess(newer, { at, quotes: seen(at) });
  const { facts: waiting } = given(accountDecider, working).when(decided).thenTypes('IntentRevoked', 'IntentDenied');
  const log = [...working, ...waiting];
  const entry = btcEntry({ ...order, levels: { stop: order.stop, target: order.target } });
  const gone = ended(order.clientOrderId, at + SECOND, seen(at + SECOND));

  test('takes it back and waits for its end under a name of its own', () => {
    expect(one(waiting, 'IntentRevoked')).toMatchObject({ reason: 'newer decision' });
    expect(one(waiting, 'IntentDenied').failed).toEqual(['ENTRY_UNDER_WAY']);
  });

  test('F-O3 takes its place in the commit that frees it: never are two entries of one instrument at the venue', () => {
    const { facts, state } = given(accountDecider, log).when(gone).thenTypes('ReservationReleased', 'IntentApproved');
    expect(one(facts, 'IntentApproved').intent).toMatchObject({ intentId: 'intent-2', assessment: 2 });
    expect(Object.values(state.reservations).map(({ intentId }) => intentId)).toEqual(['intent-2']);
    expect(state.waiting).toEqual({});
  });

  test('F-O5 finds the position where the fill raced the cancel, in part or whole', () => {
    const half = '0.01665667';
    const part = filled({ order: entry, qty: half, px: '60036', fee: '4', leaves: half, at, quotes: seen(at) });
    const whole = filled({ order: entry, qty: order.quantity, px: '60036', fee: '8', at, quotes: seen(at) });
    for (const story of [[part, gone], [whole]]) {
      const { facts, state } = given(accountDecider, log).when(...story);
      const denied = one(facts, 'IntentDenied');
      expect(denied.failed).toContain('POSITION_OPEN');
      expect(denied.intent).toMatchObject({ intentId: 'intent-2', assessment: 2 });
      expect(positionIn(state, 'BTC/USDT').intentId).toBe('intent-1');
      expect(state.waiting).toEqual({});
    }
  });

  test('is not answered by a part of that fill: the order has not ended yet', () => {
    const half = '0.01665667';
    const part = filled({ order: entry, qty: half, px: '60036', fee: '4', leaves: half, at, quotes: seen(at) });
    const { facts, state } = given(accountDecider, log).when(part);
    expect(all(facts, 'IntentDenied')).toEqual([]);
    expect(Object.values(state.waiting)).toEqual([newer]);
  });

  test('gives way to one that is newer still', () => {
    const third = assess(btcLong({ intentId: 'intent-3', snapshotAt: at }), { at: at + 1, quotes: seen(at + 1) });
    const { facts } = given(accountDecider, log).when(third, gone);
    expect(one(facts, 'IntentApproved').intent).toMatchObject({ intentId: 'intent-3', assessment: 2 });
  });

  test('is too old when the cancel took longer than its snapshot lives', () => {
    const { facts } = given(accountDecider, log).when(ended(order.clientOrderId, at + 120 * SECOND));
    expect(one(facts, 'IntentDenied').failed).toContain('STALE_PROPOSAL');
    expect(all(facts, 'IntentApproved')).toEqual([]);
  });
});
