import type { DecisionFact } from '../../domain/decisions/decision.events.js';
import { INSTRUMENT_IDS, isInstrumentId } from '../../domain/market/instrument.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf, idOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, timeKey, type Projection, type Read, type RowRef } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import { legAfter, legOpened } from './leg-fold.js';
import type { AdviserCall, LegOpinions } from './opinion.row.js';

const decisionFact = (recorded: RecordedFact): DecisionFact => deskFact(recorded) as DecisionFact;

const putLeg = (leg: LegOpinions): RowChange => {
  const key = `${leg.cycleId}|${leg.instrumentId}`;
  return put('legs', key, `${timeKey(leg.at)}|${key}`, leg);
};

/** A call is about every leg of its cycle; everything else about one. */
const legKeys = (recorded: RecordedFact): readonly string[] => {
  const fact = decisionFact(recorded);
  const cycleId = idOf(recorded.stream);
  if (fact.type === 'ModelConsulted') return INSTRUMENT_IDS.map((id) => `${cycleId}|${id}`);
  if (fact.type === 'VoteCast') return [`${cycleId}|${fact.data.vote.instrumentId}`];
  return 'instrumentId' in fact.data ? [`${cycleId}|${fact.data.instrumentId}`] : [];
};

const decided = (recorded: RecordedFact, read: Read): readonly RowChange[] => {
  const fact = decisionFact(recorded);
  if (fact.type === 'CycleOpened') return fact.data.instruments.map((leg) => putLeg(legOpened(fact, leg)));
  return legKeys(recorded).flatMap((key) => {
    const leg = read('legs', key) as LegOpinions | undefined;
    const after = leg && legAfter(leg, fact);
    return after === undefined || after === leg ? [] : [putLeg(after)];
  });
};

/** One call may be recorded with the signal of each instrument that it was about. */
const advised = (recorded: RecordedFact, read: Read): readonly RowChange[] => {
  const fact = deskFact(recorded);
  const [agent = '', instrumentId] = idOf(recorded.stream).split('.');
  if (fact.type !== 'ModelConsulted' || !isInstrumentId(instrumentId)) return [];
  const { callId, model, cost, latencyMs, askedAt } = fact.data;
  const before = read('calls', callId) as AdviserCall | undefined;
  const instruments = INSTRUMENT_IDS.filter((id) => id === instrumentId || before?.instruments.includes(id));
  const call: AdviserCall = { callId, who: agent, model, cost, latencyMs, at: askedAt, instruments };
  return [put('calls', callId, timeKey(askedAt), call)];
};

const readsOf = (recorded: RecordedFact): readonly RowRef[] => {
  if (categoryOf(recorded.stream) === 'decision') return legKeys(recorded).map((key) => ({ table: 'legs', key }));
  const fact = deskFact(recorded);
  return fact.type === 'ModelConsulted' ? [{ table: 'calls', key: fact.data.callId }] : [];
};

/** What everybody said of each leg of each cycle, overruled, late and unreadable words included. */
export const opinionsProjection: Projection = {
  name: 'opinions',
  version: 1,
  tables: { legs: { filters: [] }, calls: { filters: [] } },
  categories: ['decision', 'signal'],
  reads: readsOf,
  project: (fact, read) => (categoryOf(fact.stream) === 'decision' ? decided(fact, read) : advised(fact, read)),
};
