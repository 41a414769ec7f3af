import type { IntentApproved, IntentDenied, IntentResized } from '../../domain/account/account.events.js';
import type { RuleResult } from '../../domain/account/risk/verdict.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Addressed, Moment, Process } from './process.js';

type Approved = RecordedFact<IntentApproved | IntentResized>;

const approved = (fact: RecordedFact, { at }: Moment): readonly Addressed[] => {
  const { intent, order } = (fact as Approved).data;
  if (intent.proposedBy !== 'operator') return [];
  const { clientOrderId, side, quantity, limit, stop, target, leverage } = order;
  const outcome = `approved: ${side} ${quantity} ${order.instrumentId} at ${limit}, stop ${stop}, target ${target}, ${leverage}x`;
  return [{ to: 'override', id: intent.cycleId, command: { type: 'CompleteOverride', at, outcome, clientOrderId } }];
};

const inWords = ({ rule, input, limit }: RuleResult): string => `${rule}: ${input}, allowed ${limit}`;

const denied = (fact: RecordedFact, { at }: Moment): readonly Addressed[] => {
  const { intent, code, rules } = (fact as RecordedFact<IntentDenied>).data;
  if (intent.proposedBy !== 'operator') return [];
  const failed = rules.filter(({ result }) => result === 'fail').map(inWords);
  const detail = `the risk engine denies it: ${failed.join('; ') || code}`;
  return [{ to: 'override', id: intent.cycleId, command: { type: 'RefuseOverride', at, code, detail } }];
};

/** An opening by hand passes the risk engine like any other: its verdict is what became of the request. */
export const reportManualOpening: Process = {
  name: 'report manual opening',
  on: { IntentApproved: approved, IntentResized: approved, IntentDenied: denied },
};
