import type { InstrumentId } from '../market/instrument.js';
import { assert } from '../shared/assert.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { Direction } from '../signals/signal.events.js';
import type { OutsideAgentFact, OutsideAgentRegistered, OutsideRefusal } from './outside-agents.events.js';

export type RegisteredAgent = OutsideAgentRegistered['data'];

/** What became of an answer: it counts, or why it does not. */
export interface SettledAnswer {
  readonly outcome: 'taken' | OutsideRefusal;
  readonly direction: Direction;
  readonly confidence: DecimalString;
  readonly answeredAt: UnixMs;
}

export interface AgentRequest {
  readonly requestId: string;
  readonly cycleId: string;
  readonly agent: string;
  readonly instrumentIds: readonly InstrumentId[];
  readonly expiresAt: UnixMs;
  readonly answers: Readonly<Partial<Record<InstrumentId, SettledAnswer>>>;
}

export interface OutsideAgentsState {
  /** By name; a retired one is gone until it registers again. */
  readonly agents: Readonly<Record<string, RegisteredAgent>>;
  /** The newest of each agent, oldest first. */
  readonly requests: readonly AgentRequest[];
  /** Of the newest cycle that anybody was asked about. */
  readonly lastDueAt: UnixMs | null;
}

/** Requests of one agent that are remembered: a late answer to one of them is recorded, to an older one unknown. */
export const KEPT_REQUESTS = 3;

export const INITIAL_OUTSIDE_AGENTS: OutsideAgentsState = { agents: {}, requests: [], lastDueAt: null };

export const requestOf = (state: OutsideAgentsState, requestId: string): AgentRequest | undefined =>
  state.requests.find((request) => request.requestId === requestId);

const withoutOldest = (requests: readonly AgentRequest[], agent: string): readonly AgentRequest[] => {
  const own = requests.filter((request) => request.agent === agent);
  const [oldest] = own;
  return own.length <= KEPT_REQUESTS ? requests : requests.filter((request) => request !== oldest);
};

const answered = (
  state: OutsideAgentsState,
  requestId: string,
  instrumentId: InstrumentId,
  answer: SettledAnswer,
): OutsideAgentsState => {
  const request = requestOf(state, requestId);
  assert(request !== undefined, `an answer to the request ${requestId}, which was never made`);
  assert(request.answers[instrumentId] === undefined, `a second answer to ${requestId} on ${instrumentId}`);
  const settled = { ...request, answers: { ...request.answers, [instrumentId]: answer } };
  return { ...state, requests: state.requests.map((each) => (each === request ? settled : each)) };
};

export const evolveOutsideAgents = (state: OutsideAgentsState, fact: OutsideAgentFact): OutsideAgentsState => {
  switch (fact.type) {
    case 'OutsideAgentRegistered': {
      assert(!(fact.data.agent in state.agents), `${fact.data.agent} registered twice`);
      return { ...state, agents: { ...state.agents, [fact.data.agent]: fact.data } };
    }
    case 'OutsideAgentRetired': {
      const { [fact.data.agent]: retired, ...agents } = state.agents;
      assert(retired !== undefined, `${fact.data.agent} retired and was never registered`);
      return { ...state, agents, requests: state.requests.filter(({ agent }) => agent !== fact.data.agent) };
    }
    case 'OutsideAgentAsked': {
      const { requestId, cycleId, agent, instrumentIds, expiresAt, dueAt } = fact.data;
      const request = { requestId, cycleId, agent, instrumentIds, expiresAt, answers: {} };
      return { ...state, lastDueAt: dueAt, requests: withoutOldest([...state.requests, request], agent) };
    }
    case 'OutsideAgentAnswered':
    case 'OutsideAnswerRefused': {
      const { requestId, instrumentId, direction, confidence, answeredAt } = fact.data;
      const outcome = fact.type === 'OutsideAgentAnswered' ? 'taken' : fact.data.code;
      return answered(state, requestId, instrumentId, { outcome, direction, confidence, answeredAt });
    }
  }
};
