import type { OrderReport } from '../../../../src/domain/orders/order-report.js';
import type { OrderCommand } from '../../../../src/domain/orders/order.commands.js';
import { fillsOf, isClosed, type ExistingOrder } from '../../../../src/domain/orders/order.state.js';
import {
  aStop,
  cancel,
  initialize,
  report,
  says,
  stateAfter,
  submit,
  uncertain,
  update,
  VENUE_AT,
} from '../../../support/orders.js';

/** All that a venue may say of one order: a stop of 0.4 that t1 and t2 fill. Repeats, contradictions and nonsense too. */
const WORDS = {
  accepted: says.accepted(),
  acceptedAsAnother: says.accepted('V2'),
  triggered: says.triggered(),
  partFill: says.fill('t1', '0.1'),
  partFillOtherwise: says.fill('t1', '0.1', '59999'),
  restFill: says.fill('t2', '0.3'),
  fillBeyond: says.fill('t3', '0.2'),
  fillOfNothing: says.fill('t4', 'NaN'),
  update: says.updated('0.4', '59100', VENUE_AT + 1),
  newerUpdate: says.updated('0.4', '59200', VENUE_AT + 2),
  lowerUpdate: says.updated('0.2', '59300', VENUE_AT + 3),
  updateToNothing: says.updated('0', '59000'),
  updateRejected: says.updateRejected(),
  canceled: says.canceled(),
  expired: says.expired(),
  rejected: says.rejected(),
  cancelRejected: says.cancelRejected(),
} satisfies Record<string, OrderReport>;
type Word = keyof typeof WORDS;
const ALL = Object.keys(WORDS) as readonly Word[];

const permutations = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, i) =>
        permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
      );

/** All sets of at most so many of the items. */
const sets = <T>([first, ...others]: readonly T[], most: number): readonly (readonly T[])[] =>
  first === undefined
    ? [[]]
    : sets(others, most).flatMap((rest) => (rest.length < most ? [rest, [first, ...rest]] : [rest]));

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** What matters of an order: of an ended one not at which terms it stood, and not how often anything was asked for. */
const essenceOf = (state: ExistingOrder): string => {
  if (!isClosed(state)) {
    const { asked: _, ...rest } = state as ExistingOrder & { asked?: unknown };
    return canonical(rest);
  }
  const { order: _, ...rest } = state;
  return canonical(rest);
};

const BEFORE: Readonly<Record<string, readonly OrderCommand[]>> = {
  'after a submission': [submit()],
  'after a doubt': [submit(), uncertain],
  'with an update asked for': [submit(), update('0.4', '59200')],
  'with a cancel asked for': [submit(), cancel()],
};

const endOf = (before: readonly OrderCommand[], words: readonly Word[]): ExistingOrder => {
  const state = stateAfter(initialize(aStop()), ...before, ...words.map((word) => report(WORDS[word])));
  if (state.status === 'none') throw new Error('no order');
  return state;
};

/** Each order of arrival with the state that it ends in. */
const endings = (before: readonly OrderCommand[], words: readonly Word[]) =>
  permutations(words).map((order) => ({ order, state: endOf(before, order) }));

const distinct = <T>(items: readonly T[]): number => new Set(items).size;
const CONTRADICTING_FILLS: readonly Word[] = ['partFill', 'partFillOtherwise'];

/** A quantity lowered to what is filled completes the order, or comes after its end: nothing is left to wait for. */
const may = (words: readonly Word[]): boolean => words.includes('lowerUpdate');

describe.each(Object.entries(BEFORE))('%s', (_, before) => {
  // 17 words in threes: 834 sets, 4 370 orders of arrival.
  const triples = sets(ALL, 3).map((words) => ({ words, states: endings(before, words).map(({ state }) => state) }));
  const where = (holds: (states: readonly ExistingOrder[], words: readonly Word[]) => boolean) =>
    triples.filter(({ states, words }) => holds(states, words)).map(({ words }) => words);

  test('F-O4 F-O5 every order of arrival ends the same, or a contradiction is on record', () => {
    const silent = where((states) => {
      const told = states.some(({ contradictions }) => contradictions.length > 0);
      return distinct(states.map(essenceOf)) > 1 && !told;
    });
    expect(silent.filter((words) => !may(words))).toEqual([]);
  });

  test('F-O4 what is filled does not depend on the order of arrival, unless one trade has two stories', () => {
    const different = where((states) => distinct(states.map((state) => canonical(fillsOf(state)))) > 1);
    expect(different.filter((words) => !CONTRADICTING_FILLS.every((word) => words.includes(word)))).toEqual([]);
  });

  test('F-O5 how it ended does not, unless it ended twice', () => {
    const different = where((states) => {
      const doubled = states.some(({ contradictions }) => contradictions.includes('two-ends'));
      return distinct(states.map(({ status }) => status)) > 1 && !doubled;
    });
    expect(different.filter((words) => !may(words))).toEqual([]);
  });

  test('F-O4 said twice, in any order, it changes nothing but what is on record as contradictory', () => {
    const bare = (state: ExistingOrder): string => essenceOf({ ...state, contradictions: [] });
    const changed = sets(ALL, 2).filter((words) => {
      const once = new Set(endings(before, words).map(({ state }) => bare(state)));
      return endings(before, [...words, ...words]).some(({ state }) => !once.has(bare(state)));
    });
    expect(changed).toEqual([]);
  });
});

test('F-O4 F-O5 in fours: the money is the same in 57 120 orders of arrival', () => {
  const different = sets(ALL, 4).filter((words) => {
    if (words.length < 4 || CONTRADICTING_FILLS.every((word) => words.includes(word))) return false;
    return distinct(endings([submit()], words).map(({ state }) => canonical(fillsOf(state)))) > 1;
  });
  expect(different).toEqual([]);
}, 60_000);

test('F-O3 F-O4 a trade with two stories is booked once, as it was told first', () => {
  for (const { order, state } of endings([submit()], ['accepted', 'partFill', 'partFillOtherwise', 'restFill'])) {
    const first = order.find((word) => CONTRADICTING_FILLS.includes(word));
    const price = first === 'partFill' ? '60000' : '59999';
    expect(fillsOf(state)).toMatchObject({ cumQty: '0.4', trades: { t1: { lastPx: price } } });
    expect(state.contradictions).toEqual(['trade:t1']);
  }
});

test('F-O4 an order lowered below what is filled is on record, whichever was told first', () => {
  for (const { state } of endings([submit()], ['accepted', 'restFill', 'lowerUpdate'])) {
    expect(state).toMatchObject({ status: 'filled', contradictions: ['overfill'], fills: { cumQty: '0.3' } });
  }
});

test('F-O10 a cancel that was refused before the venue knew the order is asked for again, whatever comes when', () => {
  for (const { order, state } of endings(
    [submit(), cancel()],
    ['cancelRejected', 'accepted', 'triggered', 'partFill'],
  )) {
    const early = order[0] === 'cancelRejected';
    if (isClosed(state) || state.status !== 'working') throw new Error(state.status);
    expect(state.asked.cancelPending).toBe(early);
    expect(state.asked.cancelNo).toBe(2);
  }
});
