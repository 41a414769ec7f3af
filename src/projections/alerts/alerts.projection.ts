import type { RecordedFact } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { instrumentOf } from '../audit/instrument-of.js';
import { deskFact, put, type DeskFact, type Projection, type Read } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import { sentenceOf } from '../sentences/sentence.js';
import type { AlertView } from '../views.js';
import { ENDS, RAISES, type Ends, type Raised } from './alert-rules.js';

/** The view as facts leave it: whether its time is up is for the reader, who has a clock. */
export interface AlertRow extends Omit<AlertView, 'standing'> {
  /** It has a subject that a fact can end. */
  readonly lasting: boolean;
  readonly untilReviewed?: UnixMs;
}

const raisedBy = (fact: DeskFact): Raised | undefined =>
  (RAISES[fact.type] as ((data: unknown) => Raised | undefined) | undefined)?.(fact.data);

const endsBy = (fact: DeskFact): readonly Ends[] =>
  (ENDS[fact.type] as ((data: unknown) => readonly Ends[]) | undefined)?.(fact.data) ?? [];

const keyOf = ({ stream }: RecordedFact, { kind, subject }: Ends): string => `${stream} ${kind} ${subject}`;

const rowOf = (recorded: RecordedFact, { kind, severity, subject, until, untilReviewed }: Raised): AlertRow => {
  const { position, stream, version, type, metadata } = recorded;
  const instrumentId = instrumentOf(recorded.data);
  return {
    alertId: position,
    kind,
    severity,
    text: sentenceOf(recorded),
    at: metadata.at,
    stream,
    version,
    type,
    ...(instrumentId !== undefined && { instrumentId }),
    lasting: subject !== undefined,
    ...(until !== undefined && { until }),
    ...(untilReviewed !== undefined && { untilReviewed }),
  };
};

/** The position whose way out begins, ends, or loses its stop by this fact. */
const exitOf = (fact: DeskFact): string | undefined => {
  switch (fact.type) {
    case 'ExitTriggered':
    case 'ExitEnded':
    case 'ProtectionLost':
      return fact.data.positionId;
    default:
      return undefined;
  }
};

const exitChange = ({ stream }: RecordedFact, fact: DeskFact): readonly RowChange[] => {
  const key = `${stream} ${exitOf(fact)}`;
  if (fact.type === 'ExitTriggered') return [put('exits', key, key, { positionId: fact.data.positionId })];
  return fact.type === 'ExitEnded' ? [{ table: 'exits', key, row: null }] : [];
};

/** On its way out a position gives up its stop on purpose: cash is held by it. */
const isOnItsWayOut = ({ stream }: RecordedFact, fact: DeskFact, read: Read): boolean =>
  fact.type === 'ProtectionLost' && read('exits', `${stream} ${fact.data.positionId}`) !== undefined;

const saved = (row: AlertRow): RowChange => put('alerts', row.alertId, row.alertId, row);

/** The standing alert is copied into the list with its end, and leaves the standing ones. */
const ended = (recorded: RecordedFact, key: string, before: AlertRow): readonly RowChange[] => {
  const { type, version, metadata } = recorded;
  const end = { at: metadata.at, type, text: sentenceOf(recorded), version };
  return [saved({ ...before, ended: end }), { table: 'standing', key, row: null }];
};

const reviewed = (key: string, { untilReviewed, ...before }: AlertRow): readonly RowChange[] => {
  const row: AlertRow = { ...before, ...(untilReviewed !== undefined && { until: untilReviewed }) };
  return [saved(row), put('standing', key, row.alertId, row)];
};

const raise = (recorded: RecordedFact, raised: Raised, read: Read): readonly RowChange[] => {
  const row = rowOf(recorded, raised);
  if (raised.subject === undefined) return [saved(row)];
  const key = keyOf(recorded, { kind: raised.kind, subject: raised.subject });
  const before = read('standing', key) as AlertRow | undefined;
  if (before !== undefined && !raised.renews) return [];
  const replaced = before === undefined ? [] : ended(recorded, key, before);
  return [...replaced, saved(row), put('standing', key, row.alertId, row)];
};

const end = (recorded: RecordedFact, ends: Ends, read: Read): readonly RowChange[] => {
  const key = keyOf(recorded, ends);
  const before = read('standing', key) as AlertRow | undefined;
  if (before === undefined) return [];
  return ends.reviewed ? reviewed(key, before) : ended(recorded, key, before);
};

/**
 * What a person should look at: alerts by the facts that raise them, each with the fact that ended it. `standing` holds
 * those that no fact has ended, by their subject, so that an end finds its alert without a search; `exits` holds the
 * positions on their way out.
 */
export const alertsProjection: Projection = {
  name: 'alerts',
  version: 1,
  tables: {
    alerts: { filters: ['severity', 'kind'] },
    standing: { filters: ['severity', 'kind'] },
    exits: { filters: [] },
  },
  categories: ['account', 'order'],
  reads: (recorded) => {
    const fact = deskFact(recorded);
    const raised = raisedBy(fact);
    const subjects = [...endsBy(fact), ...(raised?.subject === undefined ? [] : [raised as Ends])];
    const exit = exitOf(fact);
    return [
      ...subjects.map((subject) => ({ table: 'standing', key: keyOf(recorded, subject) })),
      ...(exit === undefined ? [] : [{ table: 'exits', key: `${recorded.stream} ${exit}` }]),
    ];
  },
  project: (recorded, read) => {
    const fact = deskFact(recorded);
    const raised = isOnItsWayOut(recorded, fact, read) ? undefined : raisedBy(fact);
    return [
      ...exitChange(recorded, fact),
      ...endsBy(fact).flatMap((each) => end(recorded, each, read)),
      ...(raised === undefined ? [] : raise(recorded, raised, read)),
    ];
  },
};
