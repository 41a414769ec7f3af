import type { RecordedFact } from '../../domain/shared/fact.js';
import { deskFact, put, refOf, type FactRef, type Projection } from '../projection.js';
import type { SignalView } from '../views.js';

export interface SignalRow extends SignalView {
  readonly refs: { readonly recorded: FactRef };
}

const signalOf = (recorded: RecordedFact): SignalRow | undefined => {
  const fact = deskFact(recorded);
  if (fact.type !== 'SignalRecorded' && fact.type !== 'SignalMissed') return undefined;
  const { runId, agent, instrumentId, recordedAt } = fact.data;
  const about = { runId, agent, instrumentId, at: recordedAt, position: recorded.position };
  const refs = { recorded: refOf(recorded) };
  if (fact.type === 'SignalMissed') {
    const { reason, detail } = fact.data;
    return { ...about, status: 'missed', reasons: [detail === '' ? reason : `${reason}: ${detail}`], refs };
  }
  const { direction, confidence, regime, validUntil, reasons } = fact.data;
  const opinion = { direction, confidence, ...(regime !== undefined && { regime }), validUntil, reasons };
  return { ...about, status: 'recorded', ...opinion, refs };
};

/** What every agent said of every instrument, run by run; nothing is ever dropped, so lists are read by cursor. */
export const signalsProjection: Projection = {
  name: 'signals',
  version: 1,
  tables: { signals: { filters: ['agent', 'instrumentId', 'runId', 'status'] } },
  categories: ['signal'],
  reads: () => [],
  project: (fact) => {
    const row = signalOf(fact);
    return row === undefined ? [] : [put('signals', row.position, row.position, row)];
  },
};
