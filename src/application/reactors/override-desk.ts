import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountState } from '../../domain/account/account.state.js';
import { coordinatorDecider } from '../../domain/coordinator/coordinator.decider.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import { overrideDecider, type OverrideCommand } from '../../domain/overrides/override.decider.js';
import type { OverrideConfirmed, OverrideRequested } from '../../domain/overrides/override.events.js';
import type { OverrideState } from '../../domain/overrides/override.state.js';
import type { Wish } from '../../domain/overrides/override-orders.js';
import { whyNotLimits } from '../../domain/overrides/wanted-limits.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { SignalBoard } from '../agents/signal-board.js';
import type { MarketState } from '../market/market-state.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { Clock } from '../ports/clock.port.js';
import type { Addressed } from '../processes/process.js';
import { commandsFor, type CarryingOut } from './override-commands.js';
import { outcomeOf, type Outcome } from './override-outcome.js';
import { whyNot } from './why-not.js';

export interface OverrideParts {
  readonly accountId: string;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly market: MarketState;
  readonly board: SignalBoard;
}

type Accepted = Extract<OverrideState, { status: 'accepted' }>;
type Asking = RecordedFact<OverrideRequested | OverrideConfirmed>;

const isAccepted = ({ type, data }: RecordedFact): boolean =>
  type === 'OverrideConfirmed' ||
  (type === 'OverrideRequested' && (data as OverrideRequested['data']).confirmBefore === undefined);

const closedBy = ({ command }: Addressed): readonly InstrumentId[] =>
  command.type === 'ClosePosition' ? [command.instrumentId as InstrumentId] : [];

/**
 * Carries out what an operator ordered: commands to the account or the coordinator first, then the outcome. A death in
 * between leaves the request accepted; its fact is delivered again, who got the commands knows the request by its id, and
 * the outcome is told then.
 */
export class OverrideDesk {
  constructor(private readonly parts: OverrideParts) {}

  reactionTo(fact: RecordedFact): (() => Promise<void>) | undefined {
    return isAccepted(fact) ? () => this.carryOut(fact as Asking) : undefined;
  }

  private async carryOut(fact: Asking): Promise<void> {
    const { overrideId } = fact.data;
    const state = await this.parts.runner.stateOf(overrideDecider, streams.override(overrideId));
    if (state.status !== 'accepted') return;
    const refusal = await this.refusalOf(state);
    const outcome = refusal ?? (await this.tellOwners(fact, state));
    if (outcome) await this.send(fact, { to: 'override', id: overrideId, command: this.reportOf(outcome) });
  }

  /** The account holds limits beyond a cap for a bug: they are looked at against what is in force now. */
  private async refusalOf(state: Accepted): Promise<Outcome | undefined> {
    if (state.kind !== 'change-limits') return undefined;
    const { limits } = (state as Wish & { kind: 'change-limits' }).order;
    const problem = whyNotLimits((await this.account()).policy, limits);
    return problem && { refused: { code: 'LIMITS_BEYOND_CAPS', detail: problem.detail } };
  }

  /** Undefined for an opening: its verdict is the outcome, and comes by the log. */
  private async tellOwners(fact: Asking, state: Accepted): Promise<Outcome | undefined> {
    const { clock, market, board, accountId } = this.parts;
    const { overrideId, reason, actor } = state;
    const wish = state as Accepted & Wish;
    const before = await this.account();
    const moment: CarryingOut = {
      accountId,
      overrideId,
      reason,
      actor,
      askedAt: fact.metadata.at,
      at: clock.now(),
      quotes: market.quotes(false),
      instruments: market.metadata,
      account: before,
      regimeOf: (id) => board.regimeOf(id),
    };
    const commands = commandsFor(wish, moment);
    let changed = false;
    for (const command of commands) {
      const { facts } = await this.send(fact, command);
      changed ||= facts.length > 0;
    }
    if (wish.kind === 'open-position') {
      const detail = `there is no price of ${wish.order.instrumentId}`;
      return commands.length === 0 ? { refused: { code: 'NO_PRICE', detail } } : undefined;
    }
    const [first] = commands;
    return outcomeOf({
      wish,
      overrideId,
      account: await this.account(),
      coordinator: await this.parts.runner.stateOf(coordinatorDecider, streams.coordinator(accountId)),
      closed: commands.flatMap(closedBy),
      changed,
      refusal: first?.to === 'account' ? whyNot(first.command, before) : undefined,
    });
  }

  private account(): Promise<AccountState> {
    return this.parts.runner.stateOf(accountDecider, streams.account(this.parts.accountId));
  }

  private reportOf(outcome: Outcome): OverrideCommand {
    const at = this.parts.clock.now();
    return 'executed' in outcome
      ? { type: 'CompleteOverride', at, outcome: outcome.executed }
      : { type: 'RefuseOverride', at, ...outcome.refused };
  }

  /** Filed under the request; whoever asked is the actor. */
  private send({ metadata, data }: Asking, addressed: Addressed) {
    const { command, id } = addressed;
    const subject = 'instrumentId' in command ? command.instrumentId : id;
    return this.parts.dispatcher.send(addressed, {
      commandId: stableId('override', metadata.eventId, command.type, subject),
      correlationId: data.overrideId,
      causationId: metadata.eventId,
      actor: data.actor,
    });
  }
}
