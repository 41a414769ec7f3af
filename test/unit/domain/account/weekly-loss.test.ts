import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import { weeklyLossActive } from '../../../../src/domain/account/breakers/active.js';
import { begin } from '../../../../src/domain/account/commit.js';
import { triggerExit } from '../../../../src/domain/account/positions/exit-ladder.js';
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import {
  after,
  all,
  btc,
  btcEntry,
  closeOf,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
  stateOf,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { assess, btcLong } from '../../../support/risk.js';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** 2026-01-12 00:00 UTC. */
const MONDAY = NOON + 4.5 * DAY;
const at = NOON + MINUTE;
const order = btcEntry({ quantity: '0.08', leverage: 2, levels: { stop: '30000', target: '90000' } });
/** 10 000 at the week's first mark, then 0.08 BTC at 60 000 (margin fee 1.2): 0.08 x 6 235 = 498.8 makes 500. */
const held = after(
  ...openAccount({ drawdownPct: '0.2' }),
  observe(btc('60000', NOON), NOON),
  filled({ order, qty: '0.08', px: '60000', fee: '0', quotes: btc('60000', NOON) }),
);
const look = (price: string, when = at): AccountCommand => observe(btc(price, when), when);
const after5 = given(accountDecider, held).when(look('53765'));
const tripped = [...held, ...after5.facts];
const weekly = (facts: readonly AccountFact[]) =>
  all(facts, 'BreakerTripped').filter(({ breaker }) => breaker === 'weekly-loss');
const review = (when: number, requestId?: string): AccountCommand => ({
  type: 'ReviewWeek',
  at: when,
  reason: 'looked at every trade',
  ...(requestId && { requestId }),
});
const cleared = (facts: readonly AccountFact[]) =>
  all(facts, 'BreakerCleared').filter(({ breaker }) => breaker === 'weekly-loss');
const deniedFor = (facts: readonly AccountFact[], when: number): readonly string[] => {
  const intent = btcLong({ intentId: `at-${when}`, snapshotAt: when });
  const quotes = btc('60000', when);
  const [verdict] = given(accountDecider, facts)
    .when(assess(intent, { at: when, quotes }))
    .facts.slice(-1);
  return verdict?.type === 'IntentDenied' ? verdict.data.failed : [];
};

describe('the weekly loss', () => {
  test.each([
    ['below 5 % of the opening', '53765.1', 0],
    ['at 5 %', '53765', 1],
    ['above', '53764', 1],
  ])('%s', (_, price, trips) => {
    expect(weekly(given(accountDecider, held).when(look(price)).facts)).toHaveLength(trips);
  });

  test('says what was lost of what, and until which Monday', () => {
    expect(weekly(after5.facts)).toEqual([
      { breaker: 'weekly-loss', at, loss: '500.005', lossPct: '0.0500005', limitPct: '0.05', until: MONDAY },
    ]);
  });

  test('F-R14 a new day clears the figures of the day and not those of the week', () => {
    // For cash, so without margin fees: from Thursday to Sunday each day loses less than 2 %, all of them 500.
    const cash = { ...order, leverage: 1 };
    let facts: readonly AccountFact[] = after(
      ...openAccount(),
      observe(btc('60000', NOON), NOON),
      filled({ order: cash, qty: '0.08', px: '60000', fee: '0', quotes: btc('60000', NOON) }),
    );
    const prices = ['60000', '58000', '56500', '55000', '53750'];
    for (let day = 1; day <= 4; day++) {
      const midnight = NOON + (day - 0.5) * DAY;
      for (const [when, price] of [
        [midnight, prices[day - 1]],
        [midnight + MINUTE, prices[day]],
      ] as const)
        facts = [...facts, ...given(accountDecider, facts).when(look(price ?? '0', when)).facts];
    }
    expect(all(facts, 'BreakerTripped').map(({ breaker }) => breaker)).toEqual(['weekly-loss']);
  });

  test('is measured against the opening of its own week, which a deposit raises', () => {
    const { facts } = given(accountDecider, held).when(
      { type: 'DepositFunds', at, depositId: 'second', amount: '1' },
      look('53765'),
    );
    expect(weekly(facts)).toEqual([]);
  });

  test('other limits while it stands neither lift it nor trip it again; the next loss meets them', () => {
    const change = (weeklyLossPct: string): AccountCommand => ({
      type: 'ChangeLimits',
      at: at + 1,
      policy: { ...DEFAULT_POLICY, drawdownPct: '0.2', weeklyLossPct },
      reason: 'asked',
    });
    for (const limit of ['0.1', '0.01']) {
      const { facts, state } = given(accountDecider, tripped).when(change(limit), look('53765', at + 2));
      expect(weekly(facts)).toEqual([]);
      expect(weeklyLossActive(state, at + 2)).toBe(true);
    }
    expect(weekly(given(accountDecider, held).when(change('0.04'), look('55015', at + 2)).facts)).toHaveLength(1);
  });
});

describe('what it does', () => {
  test('once: half of the position, by a reduce-only exit; another look takes no more', () => {
    expect(one(after5.facts, 'ExitTriggered')).toMatchObject({ closer: 'breaker', quantity: '0.04' });
    expect(one(after5.facts, 'ExitStepped')).toMatchObject({ side: 'sell', quantity: '0.04' });
    expect(all(given(accountDecider, tripped).when(look('53000', at + 1)).facts, 'ExitTriggered')).toEqual([]);
  });

  test('the stop is then for the half that is left', () => {
    const rung = one(after5.facts, 'ExitStepped');
    const closing = { ...closeOf(positionIn(after5.state, 'BTC/USDT'), rung.clientOrderId), quantity: '0.04' };
    const { facts, state } = given(accountDecider, tripped).when(
      filled({ order: closing, qty: '0.04', px: '53700', fee: '0', at: at + 1, quotes: btc('53700', at + 1) }),
    );
    expect(one(facts, 'ExitEnded').outcome).toBe('reduced');
    expect(all(facts, 'ProtectionChanged').at(-1)).toMatchObject({ quantity: '0.04' });
    expect(positionIn(state, 'BTC/USDT')).toMatchObject({ quantity: '0.04' });
    // The next week's loss cuts again, this week's does not.
    expect(weekly(given(accountDecider, [...tripped, ...facts]).when(look('50000', at + 2)).facts)).toEqual([]);
  });

  test('a position of which a part is on its way out is closed whole: the cut comes once', () => {
    const commit = begin(stateOf(held), NOON + 1);
    const position = positionIn(commit.state, 'BTC/USDT');
    triggerExit(commit, position, 'unprotected', btc('60000', NOON + 1)['BTC/USDT'], 'a late entry', '0.01');
    const { facts } = given(accountDecider, [...held, ...commit.facts]).when(look('53765'));
    expect(one(facts, 'ExitEnded').outcome).toBe('abandoned');
    expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'breaker', quantity: '0.08' });
  });

  test.each([
    ['an odd number of lots is rounded down', '0.00020001', '0.0001'],
    ['a half at the minimum goes alone', '0.0001', '0.00005'],
    ['a half below the minimum: all of it', '0.00009999', '0.00009999'],
  ])('%s', (_, quantity, closes) => {
    const small = btcEntry({ quantity, leverage: 2, levels: { stop: '30000', target: '90000' } });
    const { facts } = given(
      accountDecider,
      after(...openAccount({ drawdownPct: '0.2' }), observe(btc('60000', NOON), NOON)),
    ).when(filled({ order: small, qty: quantity, px: '60000', fee: '500', quotes: btc('60000', NOON) }));
    expect(weekly(facts)).toHaveLength(1);
    expect(one(facts, 'ExitTriggered').quantity).toBe(closes);
  });

  test('it takes back what is approved and still working', () => {
    const intent = { ...btcLong({ instrumentId: 'BTC/USDT' }), snapshotAt: NOON };
    // The day may lose more here, so that the week alone takes it back.
    const policy = { dailyLossPct: '0.05', weeklyLossPct: '0.04' };
    const start = after(...openAccount(policy), observe(btc('60000', NOON), NOON));
    const approved = given(accountDecider, start).when(assess(intent, { at: NOON, quotes: btc('60000', NOON) }));
    const dear = btcEntry({ clientOrderId: 'other', instrumentId: 'XRP/USDT', quantity: '20', levels: undefined });
    const { facts } = given(accountDecider, [...start, ...approved.facts]).when(
      filled({ order: dear, qty: '20', px: '0.5', fee: '400', at, quotes: { ...btc('60000', at), ...xrp(at) } }),
    );
    expect(weekly(facts)).toHaveLength(1);
    expect(one(facts, 'IntentRevoked').instrumentId).toBe('BTC/USDT');
  });

  test('together with the drawdown everything is closed, and nothing is halved', () => {
    const { facts } = given(accountDecider, held).when(look('34000'));
    expect(all(facts, 'BreakerTripped').map(({ breaker }) => breaker)).toEqual([
      'daily-loss',
      'drawdown',
      'weekly-loss',
    ]);
    expect(one(facts, 'ExitTriggered')).toMatchObject({ quantity: '0.08', reason: 'drawdown breaker' });
  });
});

describe('how it ends', () => {
  test('before Monday a review ends nothing; on Monday it has ended, also where nobody looked', () => {
    const reviewed = given(accountDecider, tripped).when(review(at + 1, 'request-1'));
    expect(reviewed.facts.map(({ type }) => type)).toEqual(['WeekReviewed']);
    const facts = [...tripped, ...reviewed.facts];
    expect(deniedFor(facts, MONDAY - 1)).toContain('WEEKLY_LOSS');
    expect(deniedFor(facts, MONDAY)).not.toContain('WEEKLY_LOSS');
    expect(deniedFor(facts, MONDAY + 3 * DAY)).not.toContain('WEEKLY_LOSS');
  });

  test('without a review Monday ends nothing; a review after it does, in the same commit', () => {
    expect(deniedFor(tripped, MONDAY + 2 * DAY)).toContain('WEEKLY_LOSS');
    const { facts } = given(accountDecider, tripped).when(review(MONDAY + 2 * DAY));
    expect(one(facts, 'WeekReviewed')).toMatchObject({ at: MONDAY + 2 * DAY, reason: 'looked at every trade' });
    expect(cleared(facts)).toHaveLength(1);
    expect(deniedFor([...tripped, ...facts], MONDAY + 2 * DAY)).not.toContain('WEEKLY_LOSS');
  });

  test('the first look after both records the end, once', () => {
    const reviewed = [...tripped, ...given(accountDecider, tripped).when(review(at + 1)).facts];
    expect(cleared(given(accountDecider, reviewed).when(look('53765', MONDAY - 1)).facts)).toEqual([]);
    const { facts } = given(accountDecider, reviewed).when(
      look('53765', MONDAY + DAY),
      look('53765', MONDAY + DAY + 1),
    );
    expect(cleared(facts)).toHaveLength(1);
  });

  test('F-R12 a restart knows all of it: the trip, and the review', () => {
    expect(weeklyLossActive(given(accountDecider, tripped).state(), MONDAY + DAY)).toBe(true);
    const { facts } = given(accountDecider, tripped).when(review(at + 1));
    expect(weeklyLossActive(given(accountDecider, [...tripped, ...facts]).state(), MONDAY)).toBe(false);
  });

  test('a loss of the next week trips again, and the review of the first is no review of the second', () => {
    const reviewed = [...tripped, ...given(accountDecider, tripped).when(review(at + 1)).facts];
    const monday = given(accountDecider, reviewed).when(look('53765', MONDAY));
    // Of 9 500, again 5 %: 475 = 0.08 x 5 937.5, and the margin fees of four days.
    const { facts, state } = given(accountDecider, [...reviewed, ...monday.facts]).when(look('47000', MONDAY + 1));
    expect(weekly(facts)).toMatchObject([{ until: MONDAY + 7 * DAY }]);
    expect(weeklyLossActive(state, MONDAY + 7 * DAY)).toBe(true);
  });

  test('a week that needs no review takes none, and a request is carried out once', () => {
    given(accountDecider, held).when(review(at)).thenNothing();
    const { facts } = given(accountDecider, tripped).when(review(at + 1, 'request-1'), review(at + 2, 'request-2'));
    expect(all(facts, 'WeekReviewed')).toHaveLength(1);
  });
});

function xrp(when: number) {
  return { 'XRP/USDT': { instrumentId: 'XRP/USDT', bid: '0.5', ask: '0.5', at: when, source: 'candle' } } as const;
}
