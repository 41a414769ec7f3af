import type { DecisionFact } from '../../domain/decisions/decision.events.js';
import { INSTRUMENT_IDS } from '../../domain/market/instrument.js';
import { assert } from '../../domain/shared/assert.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf, idOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, type Projection, type Read, type RowRef } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import { verdictOf } from '../verdicts/verdicts.projection.js';
import { legAfter, legOpened } from './decision-fold.js';
import type { DecisionResultRow, DecisionRow, DecisionVerdictRow } from './decision.row.js';

const legKey = (cycleId: string, instrumentId: string): string => `${cycleId}|${instrumentId}`;

/** The legs of a cycle one after the other, behind those of the cycle before. */
const legSort = (row: DecisionRow): string => `${row.position}.${row.instrumentId}`;

const instrumentOf = (fact: Exclude<DecisionFact, { type: 'CycleOpened' | 'ModelConsulted' }>): string =>
  fact.type === 'VoteCast' ? fact.data.vote.instrumentId : fact.data.instrumentId;

const decisionFact = (recorded: RecordedFact): DecisionFact => deskFact(recorded) as DecisionFact;

/** A call is about every leg of its cycle. */
const callKeys = (recorded: RecordedFact): readonly string[] =>
  INSTRUMENT_IDS.map((id) => legKey(idOf(recorded.stream), id));

const called = (
  recorded: RecordedFact,
  fact: Extract<DecisionFact, { type: 'ModelConsulted' }>,
  read: Read,
): readonly RowChange[] =>
  callKeys(recorded).flatMap((key) => {
    const before = read('legs', key) as DecisionRow | undefined;
    return before === undefined ? [] : [put('legs', key, legSort(before), legAfter(before, fact))];
  });

const decided = (recorded: RecordedFact, read: Read): readonly RowChange[] => {
  const fact = decisionFact(recorded);
  if (fact.type === 'CycleOpened') {
    return fact.data.instruments
      .map((snapshot) => legOpened(fact.data, snapshot, recorded.position))
      .map((row) => put('legs', legKey(row.cycleId, row.instrumentId), legSort(row), row));
  }
  if (fact.type === 'ModelConsulted') return called(recorded, fact, read);
  const key = legKey(idOf(recorded.stream), instrumentOf(fact));
  const before = read('legs', key) as DecisionRow | undefined;
  assert(before !== undefined, `${fact.type} on a leg that its cycle did not open: ${key}`);
  const after = legAfter(before, fact);
  return [put('legs', key, legSort(after), after)];
};

const assessed = (recorded: RecordedFact): readonly RowChange[] => {
  const verdict = verdictOf(recorded);
  if (verdict === undefined) return [];
  const { intentId, instrumentId, position, outcome, code } = verdict;
  const row: DecisionVerdictRow = { intentId, instrumentId, position, outcome, ...(code !== undefined && { code }) };
  return [put('verdicts', intentId, position, row)];
};

const resulted = (recorded: RecordedFact): readonly RowChange[] => {
  const fact = deskFact(recorded);
  if (fact.type !== 'PositionOpened' && fact.type !== 'PositionClosed') return [];
  const { intentId, positionId } = fact.data;
  const result = fact.type === 'PositionClosed' ? { netUsdt: fact.data.netUsdt } : {};
  const row: DecisionResultRow = { intentId, positionId, ...result };
  return [put('results', intentId, intentId, row)];
};

const readsOf = (recorded: RecordedFact): readonly RowRef[] => {
  if (categoryOf(recorded.stream) !== 'decision' || recorded.type === 'CycleOpened') return [];
  const fact = decisionFact(recorded);
  if (fact.type === 'CycleOpened') return [];
  if (fact.type === 'ModelConsulted') return callKeys(recorded).map((key) => ({ table: 'legs', key }));
  return [{ table: 'legs', key: legKey(idOf(recorded.stream), instrumentOf(fact)) }];
};

/** One row per cycle and instrument; verdict and result stand beside it by intent and are joined when asked for. */
export const decisionsProjection: Projection = {
  name: 'decisions',
  version: 2,
  tables: {
    legs: { filters: ['instrumentId', 'outcome', 'proposal', 'cycleId', 'intentId'] },
    verdicts: { filters: ['intentId', 'outcome', 'instrumentId'] },
    results: { filters: ['intentId'] },
  },
  categories: ['decision', 'account'],
  reads: readsOf,
  project: (fact, read) =>
    categoryOf(fact.stream) === 'decision' ? decided(fact, read) : [...assessed(fact), ...resulted(fact)],
};
