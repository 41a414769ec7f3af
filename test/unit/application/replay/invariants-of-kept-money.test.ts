import { add } from '../../../../src/domain/shared/decimal.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import {
  altered,
  audit,
  inserted,
  itBites,
  more,
  realLog,
  typed,
  type Forged,
  type Log,
} from '../../../support/audited-log.js';

let log: Log;
beforeAll(async () => {
  // All of each profit is set aside, so that three days are enough to buy something.
  log = await realLog(3, 3, '0.002', { setAsideShare: '1', hodlBtcMinUsdt: '6', hodlXrpMinUsdt: '6' });
}, 120_000);

const changed = (index: number, by: string) => (data: Forged) => ({
  changes: (data.changes as readonly { amount: string }[]).map((change, i) =>
    i === index ? { ...change, amount: add(change.amount, by) } : change,
  ),
});
/** A fact that nobody decided, after the first purchase. */
const forged =
  (type: string, data: object) =>
  ({ stream }: RecordedFact): Partial<RecordedFact> => ({ type, data, stream });
const after = (type: string, data: object): Log => inserted(log, 'after', typed('HodlBought'), forged(type, data));

const at = 1;
const looks = (ours: string, venue: string, apart = 60_000) => [
  { at, ours, venue },
  { at: at + apart, ours, venue },
];
const correction = (more_: object) => ({
  correctionId: 'forged',
  currency: 'XRP',
  amount: '5',
  ours: '0',
  venue: '5',
  evidence: looks('0', '5'),
  changes: [{ book: 'trading', currency: 'XRP', amount: '5' }],
  phantoms: [],
  ...more_,
});

test('the log of a desk that sets aside and buys holds', () => {
  const { broken, first } = audit(log);
  expect({ broken, first }).toEqual({ broken: [], first: undefined });
  expect(log.filter(({ type }) => type === 'HodlBought').length).toBeGreaterThan(1);
});

itBites([
  [
    1,
    'a purchase larger than its permission',
    /permitted by HodlOrdered/,
    () => altered(log, typed('HodlOrdered'), (data) => ({ quantity: more('-0.00000001')(data.quantity) })),
  ],
  [
    1,
    'a purchase without a permission',
    /never given or is used up/,
    () => altered(log, typed('HodlOrdered'), () => ({ purchaseId: 'another' })),
  ],
  [
    2,
    'a purchase while trading is paused',
    /bought to be kept under a pause/,
    () =>
      inserted(
        inserted(log, 'after', typed('HodlOrdered'), forged('TradingResumed', { reason: 'forged' })),
        'before',
        typed('HodlOrdered'),
        forged('TradingPaused', { reason: 'forged' }),
      ),
  ],
  [
    3,
    'profit that loses a cent on its way to the hodl book',
    /the hodl book gets/,
    () => altered(log, typed('ProfitSetAside'), (data) => ({ shares: { ...(data.shares as object), USDT: '0' } })),
  ],
  [
    3,
    'coins that are kept at another cost',
    /which trade .* does not say/,
    () => altered(log, typed('HodlBought'), (data) => ({ costUsdt: more('0.01')(data.costUsdt) })),
  ],
  [
    3,
    'a withdrawal that the venue never saw',
    /of the venue's deposits are not in the books/,
    () =>
      after('FundsWithdrawn', {
        book: 'allocation',
        currency: 'USDT',
        amount: '5',
        equityUsdt: '-5',
        lots: [],
        reason: '',
      }),
  ],
  [
    3,
    'a transfer of nothing',
    /go from the trading book/,
    () => after('FundsTransferred', { from: 'trading', to: 'allocation', currency: 'USDT', amount: '0', lots: [] }),
  ],
]);

test.each<readonly [string, RegExp, object]>([
  ['looks that lie too close', /evidence of XRP/, { evidence: looks('0', '5', 59_999) }],
  ['looks that differ', /evidence of XRP/, { evidence: [...looks('0', '5'), { at: 9, ours: '0', venue: '6' }] }],
  ['another difference', /correct .* of the books/, { amount: '4' }],
  ['a change that is not the difference', /correct .* of the books/, { changes: [] }],
  [
    'a phantom of a position that was never there',
    /were not in the books either/,
    {
      phantoms: [
        {
          positionId: 'p',
          book: 'allocation',
          instrumentId: 'XRP/USDT',
          leverage: 1,
          quantity: '1',
          value: '1',
          grossUsdt: '0',
        },
      ],
    },
  ],
])('3 bites: a correction with %s', (_what, says, data) => {
  const { broken, first } = audit(after('BalanceCorrected', correction(data)));
  expect(broken).toContain(3);
  expect(first?.sentence).toMatch(says);
});

test.each<readonly [string, RegExp, () => Log]>([
  [
    'kept coins leave by another fact than HodlWithdrawn',
    /leave the hodl book without HodlWithdrawn/,
    () => after('FundsWithdrawn', { book: 'hodl', currency: 'USDT', amount: '1', equityUsdt: '0', lots: [] }),
  ],
  [
    'kept coins leave without their lots',
    /held, .* in lots/,
    () => after('HodlWithdrawn', { currency: 'XRP', quantity: '1', lots: [], reason: '' }),
  ],
  [
    'lots change their cost on the way to another book',
    /leaves lot/,
    () =>
      after('FundsTransferred', {
        from: 'hodl',
        to: 'trading',
        currency: 'XRP',
        amount: '1',
        lots: [{ lotId: 'none', toLotId: 'new', quantity: '1', costUsdt: '1', acquiredAt: 1 }],
      }),
  ],
  [
    'set-aside profit takes from the hodl book',
    /the hodl book loses/,
    () => altered(log, typed('ProfitSetAside'), changed(1, '-100000')),
  ],
])('6 bites: %s', (_what, says, forge) => {
  const { broken, sentences } = audit(forge());
  expect(broken).toContain(6);
  expect(sentences.some((sentence) => says.test(sentence))).toBe(true);
});
