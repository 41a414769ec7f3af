import type { InstrumentId } from '../market/instrument.js';
import { unreachable } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import { ONE, ZERO, parseDecimal, type DecimalString } from '../shared/decimal.js';
import { stableId } from '../shared/stable-id.js';
import { SECOND, type UnixMs } from '../shared/time.js';
import { DIRECTIONS, type Direction } from '../signals/signal.events.js';
import type { OutsideAgentFact, OutsideRefusal } from './outside-agents.events.js';
import {
  INITIAL_OUTSIDE_AGENTS,
  evolveOutsideAgents,
  requestOf,
  type AgentRequest,
  type OutsideAgentsState,
} from './outside-agents.state.js';

/** Time of the market in which an agent may answer, ms. */
export const ANSWER_WITHIN_MS = 30 * SECOND;
/** Agents at once: each is asked at each cycle, and stands in each snapshot. */
export const MOST_OUTSIDE_AGENTS = 16;

export type OutsideAgentCommand =
  | {
      readonly type: 'RegisterAgent';
      readonly at: UnixMs;
      readonly agent: string;
      readonly instrumentIds: readonly InstrumentId[];
      readonly horizonMs: number;
      readonly description: string;
      readonly tokenHash: string;
    }
  | { readonly type: 'RetireAgent'; readonly at: UnixMs; readonly agent: string; readonly reason: string }
  | {
      readonly type: 'AskAgents';
      readonly at: UnixMs;
      readonly cycleId: string;
      readonly dueAt: UnixMs;
      readonly instrumentIds: readonly InstrumentId[];
    }
  | {
      readonly type: 'TakeAnswer';
      readonly at: UnixMs;
      readonly requestId: string;
      readonly agent: string;
      readonly instrumentId: InstrumentId;
      readonly direction: Direction;
      /** Unchecked. */
      readonly confidence: DecimalString;
      readonly reasons: readonly string[];
    };

type CommandOf<T extends OutsideAgentCommand['type']> = Extract<OutsideAgentCommand, { type: T }>;

/** A name that is taken and a full house change nothing: whoever asked sees whose token stands under the name. */
const register = (
  { type: _, at, ...agent }: CommandOf<'RegisterAgent'>,
  { agents }: OutsideAgentsState,
): readonly OutsideAgentFact[] => {
  if (agent.agent in agents || Object.keys(agents).length >= MOST_OUTSIDE_AGENTS) return [];
  return [{ type: 'OutsideAgentRegistered', data: { ...agent, registeredAt: at } }];
};

/** One request each, of the instruments that the agent knows; a cycle older than the newest one is not asked about. */
const ask = (
  { at, cycleId, dueAt, instrumentIds }: CommandOf<'AskAgents'>,
  { agents, lastDueAt }: OutsideAgentsState,
): readonly OutsideAgentFact[] => {
  if (lastDueAt !== null && dueAt <= lastDueAt) return [];
  return Object.values(agents).flatMap(({ agent, instrumentIds: known }): OutsideAgentFact[] => {
    const wanted = instrumentIds.filter((id) => known.includes(id));
    if (wanted.length === 0) return [];
    const requestId = stableId('outside request', cycleId, agent);
    const expiresAt = at + ANSWER_WITHIN_MS;
    const data = { requestId, cycleId, dueAt, agent, instrumentIds: wanted, askedAt: at, expiresAt };
    return [{ type: 'OutsideAgentAsked', data }];
  });
};

const faultOf = (
  { at, confidence, direction }: CommandOf<'TakeAnswer'>,
  { expiresAt }: AgentRequest,
): { readonly code: OutsideRefusal; readonly detail: string } | undefined => {
  if (at > expiresAt) return { code: 'LATE', detail: `answered ${at - expiresAt} ms after its time was up` };
  if (!DIRECTIONS.includes(direction)) return { code: 'INVALID_DIRECTION', detail: 'no direction of ours' };
  const value = parseDecimal(confidence);
  if (value !== undefined && value.gte(ZERO) && value.lte(ONE)) return undefined;
  return { code: 'INVALID_CONFIDENCE', detail: 'the confidence is no number within 0..1' };
};

/** One answer to a request and instrument; the first one stands, whatever is said later. */
const take = (command: CommandOf<'TakeAnswer'>, state: OutsideAgentsState): readonly OutsideAgentFact[] => {
  const { type: _, at, ...said } = command;
  const agent = state.agents[said.agent];
  const request = requestOf(state, said.requestId);
  if (agent === undefined || request?.agent !== said.agent) return [];
  const isOpen = request.instrumentIds.includes(said.instrumentId) && request.answers[said.instrumentId] === undefined;
  if (!isOpen) return [];
  const answer = { ...said, cycleId: request.cycleId, answeredAt: at };
  const fault = faultOf(command, request);
  if (fault !== undefined) return [{ type: 'OutsideAnswerRefused', data: { ...answer, ...fault } }];
  return [{ type: 'OutsideAgentAnswered', data: { ...answer, horizonMs: agent.horizonMs } }];
};

const decide = (command: OutsideAgentCommand, state: OutsideAgentsState): readonly OutsideAgentFact[] => {
  switch (command.type) {
    case 'RegisterAgent':
      return register(command, state);
    case 'RetireAgent': {
      const { agent, reason, at } = command;
      if (!(agent in state.agents)) return [];
      return [{ type: 'OutsideAgentRetired', data: { agent, reason, retiredAt: at } }];
    }
    case 'AskAgents':
      return ask(command, state);
    case 'TakeAnswer':
      return take(command, state);
    default:
      return unreachable(command, 'command to outside agents');
  }
};

/** Who may give signals from outside, and the questions that they were asked. */
export const outsideAgentsDecider: Decider<OutsideAgentCommand, OutsideAgentsState, OutsideAgentFact> = {
  category: 'outsideAgents',
  initialState: INITIAL_OUTSIDE_AGENTS,
  stateVersion: 1,
  evolve: evolveOutsideAgents,
  decide,
};
