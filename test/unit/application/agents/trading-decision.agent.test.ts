import { voteByRules } from '../../../../src/application/agents/trading-decision.agent.js';
import { netReward, roundTripCost } from '../../../../src/domain/account/risk/reward.js';
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { InstrumentSnapshot, Vote } from '../../../../src/domain/decisions/decision.events.js';
import { readVotes } from '../../../../src/domain/decisions/votes.js';
import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import { REGIMES } from '../../../../src/domain/market/regime.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';
import { adviser, snapshot } from '../../../support/decisions.js';

const voteOn = (leg: InstrumentSnapshot, policy = DEFAULT_POLICY): Vote => {
  const answer = voteByRules(leg, policy);
  if ('noVote' in answer) throw new Error(answer.noVote);
  return answer;
};
const technical = (direction: 'long' | 'short' | 'flat', confidence = '0.8') => [
  adviser('technical', direction, confidence),
];
/** Distance of a level from the entry, fraction. */
const away = ({ entry, ...vote }: Vote, level: 'stop' | 'target'): string =>
  text(
    dec(vote[level] ?? 'NaN')
      .sub(entry ?? 'NaN')
      .abs()
      .div(entry ?? 'NaN'),
  );

test('the worked example: a cash long of BTC/USDT in a bull, stop 1.6 %, target 3.92 %', () => {
  const vote = voteOn(snapshot('BTC/USDT', { advisers: technical('long', '0.85') }));
  expect(vote).toEqual({
    instrumentId: 'BTC/USDT',
    action: 'open_long',
    confidence: '0.85',
    entry: '60036.003',
    stop: '59075.426952',
    target: '62389.4143176',
    reasons: [
      'technical says long with 0.85',
      'regime trending_bull does not oppose it',
      'entry 60036.003: ask 60006 + 0.05 %',
      'stop 1.6 % away: 2 x ATR14(1h) 480.288024',
      'target 3.92 % away: the larger of 2 R and net reward 1.3 after 0.8 % of fees',
    ],
  });
});

test('the worked example: a margin short of XRP/USDT in a volatile market, fees 0.8 % + 0.325 %', () => {
  const vote = voteOn(snapshot('XRP/USDT', { regime: 'volatile', advisers: technical('short', '0.75') }));
  expect(vote).toMatchObject({ action: 'open_short', entry: '0.49975', confidence: '0.75' });
  expect([away(vote, 'stop'), away(vote, 'target')]).toEqual(['0.02', '0.051875']);
  expect(vote.reasons.at(-1)).toContain('after 1.125 % of fees');
});

test('XRP/BTC pays margin fees in both directions', () => {
  const [long, short] = (['long', 'short'] as const).map((direction) =>
    voteOn(snapshot('XRP/BTC', { regime: 'ranging', advisers: technical(direction) })),
  );
  expect(long?.reasons.at(-1)).toContain('after 1.125 % of fees');
  expect(short?.reasons.at(-1)).toContain('after 1.125 % of fees');
});

test('2 R is taken where it is farther: from a stop of 2.63 % on, in cash', () => {
  const wide = voteOn(snapshot('BTC/USDT', { advisers: technical('long'), atr1h: '1500.900075' }));
  expect([away(wide, 'stop'), away(wide, 'target')]).toEqual(['0.05', '0.1']);
  const near = voteOn(snapshot('BTC/USDT', { advisers: technical('long'), atr1h: '750' }));
  expect(dec(away(near, 'target')).gt(dec(away(near, 'stop')).mul(2))).toBe(true);
});

test('a stop nearer than 1.0 % is widened, and the target measures from the wider one', () => {
  const vote = voteOn(snapshot('BTC/USDT', { advisers: technical('long'), atr1h: '100' }));
  expect([away(vote, 'stop'), away(vote, 'target')]).toEqual(['0.01', '0.0314']);
  expect(vote.reasons[3]).toBe('stop 1 % away: 2 x ATR14(1h) 100, widened to the least distance');
});

test('fees and the least stop are the policy’s', () => {
  const leg = snapshot('BTC/USDT', { advisers: technical('long') });
  expect(away(voteOn(leg, { ...DEFAULT_POLICY, takerFee: '0' }), 'target')).toBe('0.032');
  expect(away(voteOn(leg, { ...DEFAULT_POLICY, minStopPct: '0.02' }), 'stop')).toBe('0.02');
});

describe('a trend opposes its opposite, other regimes oppose nothing', () => {
  test.each(REGIMES.flatMap((regime) => (['long', 'short'] as const).map((side) => [regime, side] as const)))(
    '%s, %s',
    (regime, side) => {
      const opposes =
        (regime === 'trending_bear' && side === 'long') || (regime === 'trending_bull' && side === 'short');
      expect(voteOn(snapshot('BTC/USDT', { regime, advisers: technical(side) })).action).toBe(
        opposes ? 'hold' : `open_${side}`,
      );
    },
  );
});

test('no direction: hold', () => {
  expect(voteOn(snapshot('BTC/USDT', { advisers: technical('flat') })).action).toBe('hold');
});

describe('in a position', () => {
  const held = (side: 'long' | 'short', view: Parameters<typeof technical>) =>
    voteOn(snapshot('BTC/USDT', { position: { side, quantity: '1', entry: '60000' }, advisers: technical(...view) }));

  test.each([
    ['long', 'short', '0.64', 'hold'],
    ['long', 'short', '0.65', 'close'],
    ['long', 'short', '0.66', 'close'],
    ['long', 'long', '0.95', 'hold'],
    ['long', 'flat', '0.95', 'hold'],
    ['short', 'long', '0.64', 'hold'],
    ['short', 'long', '0.65', 'close'],
    ['short', 'short', '0.95', 'hold'],
  ] as const)('a %s with technical %s %s: %s', (side, direction, confidence, action) => {
    expect(held(side, [direction, confidence]).action).toBe(action);
  });

  test('a close needs no price and no ATR', () => {
    const { quote: _quote, atr1h: _atr, ...rest } = snapshot('BTC/USDT', { advisers: technical('short', '0.9') });
    const position = { side: 'long', quantity: '1', entry: '60000' } as const;
    expect(voteOn({ ...rest, position }).action).toBe('close');
  });
});

describe('nothing to judge by is no vote', () => {
  const { quote: _quote, ...unquoted } = snapshot();
  const { atr1h: _atr, ...unranged } = snapshot();
  test.each<[string, InstrumentSnapshot]>([
    ['no valid technical signal', snapshot('BTC/USDT', { advisers: [adviser('regime', 'long')] })],
    ['no price', unquoted],
    ['no price', snapshot('BTC/USDT', { quote: { ...snapshot().quote!, ask: '0' } })],
    ['no ATR14(1h), so no stop', unranged],
    ['no ATR14(1h), so no stop', snapshot('BTC/USDT', { atr1h: 'NaN' })],
  ])('%s', (noVote, leg) => {
    expect(voteByRules(leg, DEFAULT_POLICY)).toEqual({ instrumentId: 'BTC/USDT', noVote });
  });
});

test('every opening by rules is a valid vote with a net reward of at least 1.3', () => {
  for (const id of INSTRUMENT_IDS) {
    for (const regime of REGIMES) {
      for (const side of ['long', 'short'] as const) {
        // An ATR as indicators give it: a number with all its digits.
        const atr1h = String(Number(snapshot(id).atr1h) / 3);
        const leg = snapshot(id, { regime, advisers: technical(side), atr1h });
        const vote = voteOn(leg);
        expect(readVotes([vote], [leg], DEFAULT_POLICY)).toEqual([{ vote }]);
        if (vote.action === 'hold') continue;
        const cost = roundTripCost(DEFAULT_POLICY, side === 'short' || id === 'XRP/BTC');
        const net = netReward(dec(away(vote, 'stop')), dec(away(vote, 'target')), cost);
        expect(net.toDecimalPlaces(20).gte('1.3')).toBe(true);
      }
    }
  }
});
