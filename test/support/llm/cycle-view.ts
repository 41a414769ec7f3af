/** What a log says of decision cycles, in the words of a test. */
import type { DecisionFact } from '../../../src/domain/decisions/decision.events.js';
import type { InstrumentId } from '../../../src/domain/market/instrument.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';

type Log = readonly RecordedFact[];
type DataOf<Type extends DecisionFact['type']> = Extract<DecisionFact, { readonly type: Type }>['data'];

/** Data of all facts of a type, oldest first. */
export const dataOf = <Data>(log: Log, type: string): readonly Data[] =>
  log.filter((fact) => fact.type === type).map(({ data }) => data as Data);

export const decided = <Type extends DecisionFact['type']>(log: Log, type: Type): readonly DataOf<Type>[] =>
  dataOf<DataOf<Type>>(log, type);

/** By member, in the order of the facts: what it voted, or why it has no vote. */
export const votesOn = (log: Log, id: InstrumentId = 'BTC/USDT'): Readonly<Record<string, string>> =>
  Object.fromEntries(
    log.flatMap(({ type, data }) => {
      if (type === 'VoteCast') {
        const { member, vote } = data as DataOf<'VoteCast'>;
        return vote.instrumentId === id ? [[member, vote.action]] : [];
      }
      if (type !== 'VoteDiscarded') return [];
      const { member, instrumentId, reason } = data as DataOf<'VoteDiscarded'>;
      return instrumentId === id ? [[member, reason]] : [];
    }),
  );

/** What became of the leg: the direction that is proposed, or the code with which it was abandoned; one for each cycle. */
export const endsOf = (log: Log, id: InstrumentId = 'BTC/USDT'): readonly string[] =>
  log.flatMap(({ type, data }) => {
    if (type === 'CycleAbandoned') {
      const { instrumentId, code } = data as DataOf<'CycleAbandoned'>;
      return instrumentId === id ? [code] : [];
    }
    if (type !== 'TradeProposed') return [];
    const proposed = data as DataOf<'TradeProposed'>;
    if (proposed.instrumentId !== id) return [];
    return [proposed.kind === 'open' ? proposed.intent.direction : 'close'];
  });

/** From the snapshot of the first cycle to each fact of a type, ms. */
export const sinceSnapshot = (log: Log, type: string): readonly number[] => {
  const [opened] = decided(log, 'CycleOpened');
  return log.filter((fact) => fact.type === type).map(({ metadata }) => metadata.at - (opened?.takenAt ?? 0));
};

/** By member: how each call of a model ended. */
export const outcomes = (log: Log): readonly (readonly [member: string, outcome: string])[] =>
  decided(log, 'ModelConsulted').map(({ member, outcome }) => [member, outcome]);

/** Opening orders of agents that a venue took, and what is open. */
export const tradesIn = (log: Log) => ({
  approved: log.filter(({ type }) => type === 'IntentApproved' || type === 'IntentResized').length,
  opened: log.filter(({ type }) => type === 'PositionOpened').length,
});
