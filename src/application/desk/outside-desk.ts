import { accountDecider } from '../../domain/account/account.decider.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import {
  MOST_OUTSIDE_AGENTS,
  outsideAgentsDecider,
  type OutsideAgentCommand,
} from '../../domain/outside-agents/outside-agents.decider.js';
import { outsideAgent } from '../../domain/outside-agents/outside-name.js';
import {
  requestOf,
  type OutsideAgentsState,
  type RegisteredAgent,
  type SettledAnswer,
} from '../../domain/outside-agents/outside-agents.state.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { Direction } from '../../domain/signals/signal.events.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { MessageDesk, Sent } from '../messaging/topics/message-desk.js';
import type { AgentTokens } from '../ports/agent-tokens.port.js';
import type { Clock } from '../ports/clock.port.js';

export interface Registration {
  readonly name: string;
  readonly instrumentIds: readonly InstrumentId[];
  readonly horizonMs: number;
  readonly description: string;
}

export interface OutsideAnswer {
  readonly requestId: string;
  readonly instrumentId: InstrumentId;
  readonly direction: Direction;
  /** 0..1 as text. */
  readonly confidence: string;
  readonly reasons: readonly string[];
}

export type OutsideRefusalCode =
  | 'NOT_READY'
  | 'NAME_TAKEN'
  | 'TOO_MANY_AGENTS'
  | 'NO_SUCH_AGENT'
  | 'TOKEN_REFUSED'
  | 'NO_SUCH_REQUEST'
  | 'NOT_ADDRESSED';

/** Nothing was recorded, and why. */
export class OutsideRefused extends Error {
  override readonly name = 'OutsideRefused';
  constructor(
    readonly code: OutsideRefusalCode,
    readonly detail: string,
  ) {
    super(detail);
  }
}

export interface OutsideDeskParts {
  readonly accountId: string;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly messages: MessageDesk;
  readonly tokens: AgentTokens;
  /** Of the market. */
  readonly clock: Clock;
}

/** Takes the word of agents of other programs. They may answer what they were asked, and there is no other door. */
export class OutsideDesk {
  constructor(private readonly parts: OutsideDeskParts) {}

  async agents(): Promise<readonly RegisteredAgent[]> {
    return Object.values((await this.state()).agents);
  }

  /** The token is told here and never again. */
  async register({ name, ...about }: Registration): Promise<string> {
    await this.ready();
    const { token, hash } = this.parts.tokens.issue();
    await this.tell('operator', hash, { type: 'RegisterAgent', ...this.now(), agent: name, ...about, tokenHash: hash });
    const { agents } = await this.state();
    if (agents[name]?.tokenHash === hash) return token;
    if (name in agents) throw new OutsideRefused('NAME_TAKEN', `${name} is registered: retire it first.`);
    throw new OutsideRefused('TOO_MANY_AGENTS', `${MOST_OUTSIDE_AGENTS} agents are the most: retire one first.`);
  }

  async retire(name: string, reason: string): Promise<void> {
    await this.ready();
    const agent = (await this.state()).agents[name];
    if (agent === undefined) throw new OutsideRefused('NO_SUCH_AGENT', `No agent ${name} is registered.`);
    await this.tell('operator', agent.tokenHash, { type: 'RetireAgent', ...this.now(), agent: name, reason });
  }

  /** What became of it; said again, the same. */
  async answer(name: string, token: string | undefined, answer: OutsideAnswer): Promise<SettledAnswer> {
    await this.authenticate(name, token);
    await this.ready();
    const { requestId, instrumentId } = answer;
    await this.tell(outsideAgent(name), `${requestId} ${instrumentId}`, {
      type: 'TakeAnswer',
      ...this.now(),
      agent: name,
      ...answer,
    });
    const request = requestOf(await this.state(), requestId);
    const settled = request?.agent === name ? request.answers[instrumentId] : undefined;
    if (settled !== undefined) return settled;
    throw new OutsideRefused('NO_SUCH_REQUEST', `${name} was not asked this, or too long ago.`);
  }

  /** To a request that was published on a topic. */
  async respond(
    name: string,
    token: string | undefined,
    topic: string,
    response: { readonly inReplyTo: string; readonly payload: Readonly<Record<string, unknown>> },
  ): Promise<Sent> {
    await this.authenticate(name, token);
    await this.ready();
    const sent = await this.parts.messages.respond(topic, { source: outsideAgent(name), ...response });
    if (typeof sent !== 'string') return sent;
    const known = sent === 'NO_SUCH_REQUEST' ? 'There is no such request, or it is too long ago.' : '';
    throw new OutsideRefused(sent, known || `The request is not for ${name}.`);
  }

  /** A name that nobody has and a token that does not fit look the same. */
  private async authenticate(name: string, token: string | undefined): Promise<void> {
    const { agents } = await this.state();
    const hash = agents[name]?.tokenHash;
    if (token !== undefined && hash !== undefined && this.parts.tokens.fits(token, hash)) return;
    throw new OutsideRefused('TOKEN_REFUSED', 'No registered agent has this name and token.');
  }

  /** Before the account is opened a fact of ours would come before the log's first. */
  private async ready(): Promise<void> {
    const { accountId, runner, clock } = this.parts;
    const { opened } = await runner.stateOf(accountDecider, streams.account(accountId));
    if (opened && clock.now() > 0) return;
    throw new OutsideRefused('NOT_READY', 'The desk is still starting: ask again in a few seconds.');
  }

  private now(): { readonly at: number } {
    return { at: this.parts.clock.now() };
  }

  private state(): Promise<OutsideAgentsState> {
    return this.parts.runner.stateOf(outsideAgentsDecider, streams.outsideAgents(this.parts.accountId));
  }

  private async tell(actor: string, key: string, command: OutsideAgentCommand): Promise<void> {
    const { accountId, dispatcher } = this.parts;
    const commandId = stableId('outside', accountId, command.type, key);
    const correlationId = command.type === 'TakeAnswer' ? await this.cycleOf(command.requestId, commandId) : commandId;
    const cause = { commandId, correlationId, causationId: commandId, actor };
    await dispatcher.send({ to: 'outsideAgents', id: accountId, command }, cause);
  }

  private async cycleOf(requestId: string, otherwise: string): Promise<string> {
    return requestOf(await this.state(), requestId)?.cycleId ?? otherwise;
  }
}
