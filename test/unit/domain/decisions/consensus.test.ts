import fc from 'fast-check';
import {
  adviserFactor,
  confidenceForFloors,
  measureConsensus,
  quorumOf,
  takeCounsel,
  type Consensus,
} from '../../../../src/domain/decisions/consensus.js';
import type { AdviserView, Direction, Vote } from '../../../../src/domain/decisions/decision.events.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';
import { adviser, close, hold, openLong, openShort } from '../../../support/decisions.js';

const AGENTS = ['technical', 'regime', 'sentiment'] as const;
const measure = (
  votes: readonly Vote[],
  advisers: readonly AdviserView[] = [],
  more: { panel?: number; configuredAdvisers?: readonly string[] } = {},
): Consensus =>
  measureConsensus({
    votes: votes.map((vote, index) => ({ member: `m${index}`, vote })),
    panel: more.panel ?? votes.length,
    advisers,
    configuredAdvisers: more.configuredAdvisers ?? advisers.map(({ agent }) => agent),
  });

describe('F-D5 quorum', () => {
  test.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
  ])('of a panel of %i is %i', (panel, needed) => {
    expect(quorumOf(panel)).toBe(needed);
  });

  test.each([
    [3, 'NO_QUORUM'],
    [4, undefined],
    [5, undefined],
  ])('%i valid votes of 6', (count, code) => {
    const { abandoned, measures } = measure(
      Array.from({ length: count }, () => openLong()),
      [],
      { panel: 6 },
    );
    expect(abandoned?.code).toBe(code);
    expect(measures.quorum).toBe(code === undefined);
  });

  test('an empty panel has none', () => {
    expect(measure([]).abandoned?.code).toBe('NO_QUORUM');
  });

  test('without it nothing wins, also not by all of the votes', () => {
    expect(measure([openLong('1')], [], { panel: 2 }).measures).toMatchObject({
      winner: 'hold',
      rawConfidence: '0',
      tally: { open_long: 1 },
    });
  });
});

describe('F-D4 the winner has more than half of the valid votes, a split has none', () => {
  test.each([
    [[openLong(), openLong(), hold(), hold()], 'hold', 'NO_MAJORITY'],
    [[openLong(), openLong(), openLong(), hold(), hold()], 'open_long', undefined],
    [[openLong(), openShort(), hold()], 'hold', 'NO_MAJORITY'],
    [[openShort(), openShort(), hold()], 'open_short', undefined],
    [[hold(), hold(), openLong()], 'hold', 'HOLD'],
    [[close(), close(), hold()], 'close', undefined],
  ])('%#: %s', (votes, winner, code) => {
    const { measures, abandoned } = measure(votes);
    expect([measures.winner, abandoned?.code]).toEqual([winner, code]);
  });

  test('its confidence is the median of the agreeing', () => {
    expect(measure([openLong('0.60'), openLong('0.90'), openLong('0.70'), hold()]).measures.rawConfidence).toBe('0.7');
    expect(measure([openLong('0.60'), openLong('0.75')]).measures.rawConfidence).toBe('0.675');
  });
});

describe('advisers', () => {
  test.each([
    [3, 3, '1.30'],
    [3, 2, '1.10'],
    [3, 1, '1.00'],
    [3, 0, '0.85'],
    [2, 2, '1.10'],
    [2, 1, '1.00'],
    [2, 0, '0.85'],
    [1, 1, '1.00'],
    [1, 0, '0.85'],
    [0, 0, '0.85'],
  ])('of %i present %i agree: x %s', (present, agree, factor) => {
    expect(adviserFactor(present, agree)).toBe(factor);
    const views = AGENTS.slice(0, present).map((agent, i) => adviser(agent, i < agree ? 'long' : 'flat'));
    expect(takeCounsel('long', views, []).factor).toBe(factor);
  });

  test.each([
    ['long', 'long', 1, 0],
    ['long', 'short', 0, 1],
    ['long', 'flat', 0, 0],
    ['short', 'short', 1, 0],
    ['short', 'long', 0, 1],
    ['short', 'flat', 0, 0],
  ] as const)('a %s hears %s', (direction, view, agree, oppose) => {
    expect(takeCounsel(direction, [adviser('regime', view)], ['regime'])).toMatchObject({ agree, oppose });
  });

  test.each([
    ['more agree', ['long', 'long', 'short'], undefined],
    ['as many agree as oppose', ['long', 'short', 'flat'], undefined],
    ['more oppose', ['flat', 'short', 'flat'], 'OPPOSED'],
  ] as const)('%s', (_name, [technical, regime, sentiment], code) => {
    const views = [adviser('technical', technical), adviser('regime', regime), adviser('sentiment', sentiment)];
    expect(measure([openLong()], views).abandoned?.code).toBe(code);
  });

  test('F-D16 a configured adviser that is absent counts as opposing', () => {
    const views = [adviser('technical', 'flat'), adviser('regime', 'flat')];
    const configuredAdvisers = ['technical', 'regime', 'sentiment'];
    expect(measure([openLong()], views).abandoned).toBeUndefined();
    expect(measure([openLong()], views, { configuredAdvisers }).abandoned?.code).toBe('OPPOSED');
  });

  test('nobody is asked about a close', () => {
    const { measures, abandoned } = measure([close()], [adviser('technical', 'long'), adviser('regime', 'short')]);
    expect(abandoned).toBeUndefined();
    expect(measures).toMatchObject({ factor: '1.00', agree: 0, oppose: 0, adjustedConfidence: '0.5' });
  });

  test('the product is capped at 1 and shown as arithmetic', () => {
    const { measures } = measure(
      [openLong('0.90'), openLong('0.80'), hold()],
      AGENTS.map((agent) => adviser(agent, 'long')),
    );
    expect(measures.adjustedConfidence).toBe('1');
    expect(measures.arithmetic).toEqual([
      '3 valid of 3 on the panel, quorum is 2: met',
      'open_long 2, hold 1: open_long has more than half of 3',
      'confidence: median of 0.9, 0.8 = 0.85',
      'technical agrees with long',
      'regime agrees with long',
      'sentiment agrees with long',
      'advisers: 3 agree, 0 oppose, 3 present',
      'min(1, 0.85 x 1.30) = 1',
    ]);
  });
});

const directions = fc.constantFrom<Direction>('long', 'short', 'flat');
const confidences = fc.integer({ min: 0, max: 100 }).map((percent) => (percent / 100).toFixed(2));
const votes = fc.array(
  fc.tuple(fc.constantFrom(openLong(), openShort(), close(), hold()), confidences).map(([vote, confidence]) => ({
    ...vote,
    confidence,
  })),
  { maxLength: 7 },
);

test('F-D16 losing an adviser never raises the result', () => {
  fc.assert(
    fc.property(
      confidences,
      fc.tuple(directions, directions, directions),
      fc.subarray([0, 1, 2]),
      (raw, views, lost) => {
        const all = AGENTS.map((agent, i) => adviser(agent, views[i]!));
        const left = all.filter((_, i) => !lost.includes(i));
        const result = (present: readonly AdviserView[]) => {
          const { measures, abandoned } = measure([openLong(raw)], present, { configuredAdvisers: AGENTS });
          return abandoned ? dec(-1) : dec(measures.adjustedConfidence);
        };
        expect(result(left).lte(result(all))).toBe(true);
      },
    ),
  );
});

test('F-D5 only a quorum decides, and only more than half of the valid votes wins', () => {
  fc.assert(
    fc.property(votes, fc.integer({ min: 0, max: 7 }), (cast, absent) => {
      const panel = cast.length + absent;
      const { measures, agreeing, abandoned } = measure(cast, [], { panel });
      const isQuorum = cast.length >= 1 && 2 * cast.length > panel;
      const most = ['open_long', 'open_short', 'close', 'hold'].find(
        (action) => 2 * cast.filter((vote) => vote.action === action).length > cast.length,
      );
      expect(measures.quorum).toBe(isQuorum);
      expect(measures.winner).toBe((isQuorum ? most : undefined) ?? 'hold');
      if (!isQuorum) expect(abandoned?.code).toBe('NO_QUORUM');
      else if (most === undefined) expect(abandoned?.code).toBe('NO_MAJORITY');
      else expect(agreeing).toHaveLength(cast.filter((vote) => vote.action === most).length);
    }),
  );
});

test('F-D4 the order of the votes decides nothing', () => {
  fc.assert(
    fc.property(
      votes.chain((list) =>
        fc.shuffledSubarray(
          list.map((vote, i) => ({ member: `m${i}`, vote })),
          { minLength: list.length },
        ),
      ),
      (shuffled) => {
        const ballot = { panel: 7, advisers: [adviser('technical', 'long')], configuredAdvisers: ['technical'] };
        const sorted = [...shuffled].sort((a, b) => (a.member < b.member ? -1 : 1));
        expect(measureConsensus({ ...ballot, votes: shuffled })).toEqual(
          measureConsensus({ ...ballot, votes: sorted }),
        );
      },
    ),
  );
});

test('F-R20 floors see the smaller of raw and adjusted', () => {
  const boosted = measure(
    [openLong('0.55')],
    AGENTS.map((agent) => adviser(agent, 'long')),
  ).measures;
  expect(boosted).toMatchObject({ rawConfidence: '0.55', adjustedConfidence: '0.715' });
  expect(text(confidenceForFloors(boosted.rawConfidence, boosted.adjustedConfidence))).toBe('0.55');
  const damped = measure(
    [openLong('0.70')],
    AGENTS.map((agent) => adviser(agent, 'flat')),
  ).measures;
  expect(text(confidenceForFloors(damped.rawConfidence, damped.adjustedConfidence))).toBe('0.595');
});
