import { add } from '../../../../src/domain/shared/decimal.js';
import {
  altered,
  audit,
  inserted,
  itBites,
  more,
  orderOf,
  realLog,
  typed,
  without,
  type Forged,
  type Log,
} from '../../../support/audited-log.js';

let log: Log;
beforeAll(async () => {
  log = await realLog(5, 3, '0.0005');
}, 120_000);

const changesPlus = (by: string) => (data: Forged) => {
  const [first, ...rest] = data.changes as readonly { amount: string }[];
  return { changes: [{ ...first, amount: add(first?.amount ?? '0', by) }, ...rest] };
};

test('the log of a whole desk holds, and every invariant has something to check', () => {
  const { broken, first, checks } = audit(log);
  expect({ broken, first }).toEqual({ broken: [], first: undefined });
  expect(checks.every((count) => count > 20)).toBe(true);
});

itBites([
  [
    3,
    'a deposit that loses a cent',
    /of a deposit of/,
    () => altered(log, typed('FundsDeposited'), (data) => ({ trading: more('-0.01')(data.trading) })),
  ],
  [
    3,
    'a margin fill that moves a satoshi too much',
    /moves .* USDT, reckoned/,
    () =>
      altered(
        log,
        typed('FillBooked', ({ leverage }) => Number(leverage) > 1),
        changesPlus('0.00000001'),
      ),
  ],
  [
    3,
    'a result that the prices do not give',
    /realises .* reckoned/,
    () =>
      altered(
        log,
        typed('FillBooked', ({ purpose }) => purpose !== 'entry'),
        (data) => ({
          grossUsdt: more('0.01')(data.grossUsdt),
        }),
      ),
  ],
  [
    3,
    'a fee in USDT that its rate does not give',
    /the fee is .* reckoned/,
    () => altered(log, typed('FillBooked'), (data) => ({ feeUsdt: more('0.01')(data.feeUsdt) })),
  ],
  [
    3,
    'a margin fee that is not booked',
    /books hold|its fills say|margin fee/,
    () =>
      without(
        log,
        typed('FeeCharged', ({ kind }) => kind === 'margin-period'),
      ),
  ],
  [
    3,
    'a position at another cost',
    /at a cost of/,
    () => altered(log, typed('PositionChanged'), (data) => ({ cost: more('0.01')(data.cost) })),
  ],
  [
    3,
    'a closed position that states another net',
    /net .* reckoned/,
    () => altered(log, typed('PositionClosed'), (data) => ({ netUsdt: more('1')(data.netUsdt) })),
  ],
  [
    3,
    'a closed position that forgets a fee',
    /its fills say/,
    () =>
      altered(log, typed('PositionClosed'), (data) => ({
        feesUsdt: more('-1')(data.feesUsdt),
        netUsdt: more('1')(data.netUsdt),
      })),
  ],
  [
    3,
    'a venue that takes other money than is booked',
    /the books hold .* the venue/,
    () =>
      altered(log, typed('PaperOrderFilled'), (data) => {
        const moves = data.moves as readonly { amount: string }[];
        return { moves: moves.map((move) => ({ ...move, amount: add(move.amount, '0.5') })) };
      }),
  ],
  [
    3,
    'a price that the order never had',
    /which no unbooked execution says/,
    () => altered(log, typed('OrderFilled'), (data) => ({ lastPx: more('1')(data.lastPx) })),
  ],
  [
    6,
    'a lot larger than the purchase',
    /held, .* in lots/,
    () => altered(log, typed('LotAcquired'), (data) => ({ quantity: more('1')(data.quantity) })),
  ],
  [6, 'a sale without its lot', /leaves lot|in lots/, () => without(log, typed('LotDisposed'))],
  [
    6,
    'a lot that gives more than it cost',
    /leaves lot/,
    () =>
      altered(log, typed('LotDisposed'), (data) => ({
        costUsdt: more('-1')(data.costUsdt),
        gainUsdt: more('1')(data.gainUsdt),
      })),
  ],
  [
    6,
    'a gain that is not proceeds - cost',
    /a gain of/,
    () => altered(log, typed('LotDisposed'), (data) => ({ gainUsdt: more('1')(data.gainUsdt) })),
  ],
  [6, 'a lock that is not freed', /what order .* locked is not free/, () => without(log, typed('ReservationReleased'))],
  [
    6,
    'a lock that frees more than it held',
    /is released for order/,
    () => altered(log, typed('ReservationReleased'), (data) => ({ releasedUsdt: more('1')(data.releasedUsdt) })),
  ],
  [
    6,
    'a negative lock',
    /locks .* for -1 USDT/,
    () => altered(log, typed('IntentApproved'), (data) => ({ order: { ...orderOf(data), reservedUsdt: '-1' } })),
  ],
  [
    6,
    'a fee taken from the hodl book',
    /the hodl book loses/,
    () =>
      altered(log, typed('FeeCharged'), (data) => ({
        changes: (data.changes as readonly object[]).map((change) => ({ ...change, book: 'hodl' })),
      })),
  ],
]);

/** Some forgeries break several laws at once; what matters is that none of them stays silent. */
test.each<readonly [string, readonly number[], () => Log]>([
  ['a booking taken out', [3, 4], () => without(log, typed('FillBooked'))],
  ['a booking twice', [3, 4], () => inserted(log, 'after', typed('FillBooked'), ({ metadata }) => ({ metadata }))],
  [
    'a position larger than its fills',
    [3, 5],
    () => altered(log, typed('PositionOpened'), (data) => ({ quantity: more('0.00000001')(data.quantity) })),
  ],
  [
    'a cash fill that moves a satoshi too much',
    [3, 6],
    () =>
      altered(
        log,
        typed('FillBooked', ({ leverage }) => leverage === 1),
        changesPlus('0.00000001'),
      ),
  ],
])('%s is seen by %j', (_what, invariants, forge) => {
  expect(audit(forge()).broken).toEqual(expect.arrayContaining([...invariants]));
});
