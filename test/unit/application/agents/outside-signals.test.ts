import { SignalBoard } from '../../../../src/application/agents/signal-board.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import type { OutsideAgentFact } from '../../../../src/domain/outside-agents/outside-agents.events.js';
import { NOON } from '../../../support/risk.js';

const fact = (type: string, data: object) => ({ type, data }) as unknown as RecordedFact;
const about = (type: OutsideAgentFact['type'], agent = 'one') => fact(type, { agent });
const said = (runId: string, recordedAt = NOON, agent = 'outside.one') =>
  fact('SignalRecorded', { runId, agent, instrumentId: 'BTC/USDT', recordedAt });

const heard = (...facts: readonly RecordedFact[]): readonly string[] => {
  const board = new SignalBoard();
  for (const each of facts) board.hear(each);
  return board.runs().map(({ runId }) => runId);
};
const registered = about('OutsideAgentRegistered');
const retired = about('OutsideAgentRetired');

test.each([
  ['of nobody registered', [said('a')], []],
  ['of a registered agent', [registered, said('a'), said('b', NOON + 1)], ['b']],
  ['F-C6 told again after a restart, behind a newer one', [registered, said('b', NOON + 1), said('a')], ['b']],
  ['of an agent that has gone', [registered, said('a'), retired], []],
  ['of an agent that had gone when its last word came', [registered, retired, said('a')], []],
  ['of an agent that came back', [registered, said('a'), retired, registered, said('b', NOON + 1)], ['b']],
  ['of another agent than the one that has gone', [registered, said('a'), about('OutsideAgentRetired', 'two')], ['a']],
  ['of the desk’s own agents, which are heard at their work', [registered, said('a', NOON, 'technical')], []],
])('signals %s', (_, facts, expected) => expect(heard(...facts)).toEqual(expected));
