import type { ModelConsultedData } from '../../domain/models/model-call.events.js';
import { add, type DecimalString } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf, idOf } from '../../domain/shared/stream-names.js';
import { utcDateOf } from '../../domain/shared/time.js';
import { deskFact, put, timeKey, type Projection, type Read, type RowRef } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import type { ModelCallView } from '../views.js';

/** How the calls of one member ended on one UTC day. */
export interface OutcomeRow {
  readonly date: string;
  readonly member: string;
  readonly outcome: string;
  readonly calls: number;
  readonly cost: DecimalString;
}

const consulted = (recorded: RecordedFact): ModelConsultedData | undefined => {
  const fact = deskFact(recorded);
  return fact.type === 'ModelConsulted' ? fact.data : undefined;
};

const outcomeKey = ({ askedAt, member, outcome }: ModelConsultedData): string =>
  [utcDateOf(askedAt), member, outcome].join('|');

const callOf = (data: ModelConsultedData, { stream, version }: RecordedFact): ModelCallView => {
  const { prompt, answer: _, ...call } = data;
  const { name, version: promptVersion, digest } = prompt;
  const id = idOf(stream);
  const about =
    categoryOf(stream) === 'decision' ? { cycleId: id, instruments: [] } : { instruments: [id.split('.')[1] ?? id] };
  return { ...call, prompt: { name, version: promptVersion, digest }, ...about, stream, version };
};

/**
 * One call may be recorded with the signal of each instrument that it was about, in any order: it is one row, found in
 * the first of its streams by name.
 */
const merged = (before: ModelCallView | undefined, now: ModelCallView): ModelCallView => {
  if (before === undefined) return now;
  const first = before.stream <= now.stream ? before : now;
  return { ...first, instruments: [...new Set([...before.instruments, ...now.instruments])].sort() };
};

const counted = (data: ModelConsultedData, before: OutcomeRow | undefined): OutcomeRow => ({
  date: utcDateOf(data.askedAt),
  member: data.member,
  outcome: data.outcome,
  calls: (before?.calls ?? 0) + 1,
  cost: add(before?.cost ?? '0', data.cost),
});

const project = (recorded: RecordedFact, read: Read): readonly RowChange[] => {
  const data = consulted(recorded);
  if (data === undefined) return [];
  const before = read('calls', data.callId) as ModelCallView | undefined;
  const call = merged(before, callOf(data, recorded));
  const changes = [put('calls', data.callId, `${timeKey(data.askedAt)}|${data.callId}`, call)];
  if (before !== undefined) return changes;
  const key = outcomeKey(data);
  return [...changes, put('outcomes', key, key, counted(data, read('outcomes', key) as OutcomeRow | undefined))];
};

const readsOf = (recorded: RecordedFact): readonly RowRef[] => {
  const data = consulted(recorded);
  if (data === undefined) return [];
  return [
    { table: 'calls', key: data.callId },
    { table: 'outcomes', key: outcomeKey(data) },
  ];
};

/** Every call of a model, without the texts: those stay in the log. */
export const modelCallsProjection: Projection = {
  name: 'modelCalls',
  version: 1,
  tables: { calls: { filters: ['member', 'outcome', 'purpose', 'cycleId'] }, outcomes: { filters: ['date'] } },
  categories: ['decision', 'signal'],
  reads: readsOf,
  project,
};
