import type { OutsideAgentsState } from '../../../../src/domain/outside-agents/outside-agents.state.js';
import { outsideAgent } from '../../../../src/domain/outside-agents/outside-name.js';
import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import { EVERYONE } from '../../../../src/domain/messages/message.js';
import type { TopicState } from '../../../../src/domain/messages/topic.decider.js';
import { HOUR, MINUTE } from '../../../../src/domain/shared/time.js';
import type { OutsideDeed } from '../plan/act.js';
import type { Hands } from './perform.js';

export const TOPIC = 'desk.talk';

/** What another program can see of the desk when it speaks. */
export interface OutsideSight {
  readonly agents: () => Promise<OutsideAgentsState>;
  readonly topic: () => Promise<TopicState>;
}

const answer = async (
  { kind: _, ...said }: Extract<OutsideDeed, { kind: 'answer' }>,
  hands: Hands,
  sight: OutsideSight,
  id: string,
): Promise<void> => {
  const asked = (await sight.agents()).requests.filter(({ agent }) => agent === said.agent).at(-1);
  if (!asked) return;
  const command = { type: 'TakeAnswer' as const, at: hands.at(), ...said, requestId: asked.requestId, reasons: [] };
  await hands.send({ to: 'outsideAgents', id: hands.accountId, command }, id);
};

const speak = async (deed: OutsideDeed, hands: Hands, sight: OutsideSight, id: string): Promise<void> => {
  const at = hands.at();
  const source = outsideAgent(deed.agent);
  const said = { messageId: id, topic: TOPIC, priority: 'normal' as const, source, payload: {} };
  if (deed.kind === 'ask-on-topic') {
    const message = { ...said, type: 'request' as const, target: EVERYONE, ttlMs: MINUTE };
    return void (await hands.send({ to: 'topic', id: TOPIC, command: { type: 'Publish', at, message } }, id));
  }
  const request = (await sight.topic()).requests.at(-1);
  if (!request) return;
  const message = { ...said, type: 'response' as const, target: request.source, ttlMs: 0 };
  const command = { type: 'Respond' as const, at, inReplyTo: request.messageId, message };
  await hands.send({ to: 'topic', id: TOPIC, command }, id);
};

/** Another program registers, answers, leaves, or says something on a topic. */
export const outside = async (deed: OutsideDeed, hands: Hands, sight: OutsideSight, id: string): Promise<void> => {
  const { agent } = deed;
  const at = hands.at();
  const tell = (command: Parameters<Hands['send']>[0] & { readonly to: 'outsideAgents' }) => hands.send(command, id);
  switch (deed.kind) {
    case 'register': {
      const about = { instrumentIds: INSTRUMENT_IDS, horizonMs: HOUR, description: 'as drawn', tokenHash: id };
      await tell({ to: 'outsideAgents', id: hands.accountId, command: { type: 'RegisterAgent', at, agent, ...about } });
      return;
    }
    case 'retire': {
      const command = { type: 'RetireAgent' as const, at, agent, reason: 'as drawn' };
      await tell({ to: 'outsideAgents', id: hands.accountId, command });
      return;
    }
    case 'answer':
      return answer(deed, hands, sight, id);
    default:
      return speak(deed, hands, sight, id);
  }
};
