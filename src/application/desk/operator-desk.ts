import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountState } from '../../domain/account/account.state.js';
import { whyNotOpen, type OrderProblem } from '../../domain/overrides/opening-intent.js';
import { overrideDecider, type OverrideCommand } from '../../domain/overrides/override.decider.js';
import { mayOrder, OVERRIDE_KINDS, type OverrideActor, type Wish } from '../../domain/overrides/override-orders.js';
import { saysTheSame, type OverrideState } from '../../domain/overrides/override.state.js';
import { whyNotLimits } from '../../domain/overrides/wanted-limits.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { MarketState } from '../market/market-state.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { Clock } from '../ports/clock.port.js';
import { ControlRefused, DeskControl, type OverrideNow, type OverrideRequest } from '../ports/desk-control.port.js';
import type { EventStore } from '../ports/event-store.port.js';

export interface OperatorParts {
  readonly accountId: string;
  readonly store: EventStore;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  /** Of the market: what facts are filed under. */
  readonly clock: Clock;
  /** Of the people: what a confirmation is measured by. */
  readonly wallClock: Clock;
  readonly market: Pick<MarketState, 'quotes'>;
  /** Why nobody would carry a request out; undefined where the desk is at work. Default: it always is. */
  readonly absence?: () => string | undefined;
}

type Known = Exclude<OverrideState, { status: 'none' }>;

/** Takes requests of people, as facts; the desk's own loop carries them out. */
export class OperatorDesk extends DeskControl {
  constructor(private readonly parts: OperatorParts) {
    super();
  }

  async request(request: OverrideRequest): Promise<OverrideNow> {
    const { requestId, ...wanted } = request;
    const account = await this.readyAccount();
    const overrideId = stableId('override', this.parts.accountId, requestId);
    const before = await this.stateOf(overrideId);
    if (before.status === 'none') {
      const problem = this.problemOf(request as OverrideRequest & Wish, account);
      if (problem) throw new ControlRefused('ORDER_INVALID', problem.detail, problem.field);
      const heardAt = this.parts.wallClock.now();
      await this.tell(overrideId, { type: 'RequestOverride', at: this.now(), heardAt, overrideId, ...wanted });
    }
    const known = await this.known(overrideId);
    if (!saysTheSame(known, { ...wanted, overrideId })) {
      const detail = `This key was used for another request (${known.kind}: ${known.reason}): give this one a key of its own.`;
      throw new ControlRefused('KEY_REUSED', detail, 'idempotency-key');
    }
    if (known.status === 'refused' && known.code === 'NOT_ADMINISTRATOR') {
      throw new ControlRefused(
        'NOT_ADMINISTRATOR',
        `${known.kind} is for an administrator: let one order it.`,
        'actor',
      );
    }
    return this.expiredIfLate(overrideId, known);
  }

  async confirm(overrideId: string, actor: OverrideActor): Promise<OverrideNow> {
    await this.readyAccount();
    const before = await this.known(overrideId);
    if (!mayOrder(actor, before.kind)) {
      const detail = `${before.kind} is for an administrator: let one confirm it.`;
      throw new ControlRefused('NOT_ADMINISTRATOR', detail, 'actor');
    }
    if (!OVERRIDE_KINDS[before.kind].confirmed) {
      throw new ControlRefused('NOTHING_TO_CONFIRM', `${before.kind} needs no confirmation: it is ${before.status}.`);
    }
    const heardAt = this.parts.wallClock.now();
    await this.tell(overrideId, { type: 'ConfirmOverride', at: this.now(), heardAt, actor });
    const after = await this.known(overrideId);
    if (after.status === 'expired') {
      const detail = 'The time to confirm it is over and nothing was done: order it again, and confirm within 60 s.';
      throw new ControlRefused('CONFIRMED_TOO_LATE', detail);
    }
    return this.nowOf(overrideId, after);
  }

  async look(overrideId: string): Promise<OverrideNow | undefined> {
    const state = await this.stateOf(overrideId);
    return state.status === 'none' ? undefined : this.expiredIfLate(overrideId, state);
  }

  private now(): number {
    return this.parts.clock.now();
  }

  /** Before the first start has opened the account there is nobody to order: a fact would come before the log's first. */
  private async readyAccount(): Promise<AccountState> {
    const { accountId, runner, clock, absence } = this.parts;
    const absent = absence?.();
    if (absent !== undefined) {
      throw new ControlRefused('NOT_READY', `Nothing was taken down, for nobody would carry it out: ${absent}.`);
    }
    const account = await runner.stateOf(accountDecider, streams.account(accountId));
    if (account.opened && clock.now() > 0) return account;
    throw new ControlRefused('NOT_READY', 'The desk is still starting: ask again in a few seconds.');
  }

  /** A slip of the hand is no request: nothing of it stays. */
  private problemOf(wish: Wish, { policy }: AccountState): OrderProblem | undefined {
    if (wish.kind === 'change-limits') return whyNotLimits(policy, wish.order.limits);
    if (wish.kind !== 'open-position') return undefined;
    return whyNotOpen(wish.order, { at: this.now(), quotes: this.parts.market.quotes(false), policy });
  }

  private async expiredIfLate(overrideId: string, state: Known): Promise<OverrideNow> {
    const heardAt = this.parts.wallClock.now();
    const isLate = state.status === 'waiting' && heardAt > state.confirmBefore;
    if (isLate) await this.tell(overrideId, { type: 'ExpireOverride', at: this.now(), heardAt });
    return this.nowOf(overrideId, isLate ? await this.known(overrideId) : state);
  }

  private stateOf(overrideId: string): Promise<OverrideState> {
    return this.parts.runner.stateOf(overrideDecider, streams.override(overrideId));
  }

  private async known(overrideId: string): Promise<Known> {
    const state = await this.stateOf(overrideId);
    if (state.status !== 'none') return state;
    throw new ControlRefused('NO_SUCH_OVERRIDE', 'Nobody asked for anything under this id.', 'overrideId');
  }

  private async nowOf(overrideId: string, state: Known): Promise<OverrideNow> {
    const { kind, status } = state;
    return {
      overrideId,
      kind,
      status,
      position: await this.newestPosition(overrideId),
      ...(state.confirmBefore !== undefined && { confirmBefore: state.confirmBefore }),
      ...(state.status === 'executed' && { outcome: state.outcome }),
      ...(state.status === 'executed' && state.clientOrderId !== undefined && { clientOrderId: state.clientOrderId }),
      ...(state.status === 'refused' && { code: state.code, detail: state.detail }),
    };
  }

  private async newestPosition(overrideId: string): Promise<string> {
    const newest = { backwards: true, limit: 1 };
    for await (const { position } of this.parts.store.readStream(streams.override(overrideId), newest)) return position;
    return '';
  }

  private async tell(overrideId: string, command: OverrideCommand): Promise<void> {
    const commandId = stableId('operator', overrideId, command.type);
    const actor = 'actor' in command ? command.actor : 'desk';
    const cause = { commandId, correlationId: overrideId, causationId: commandId, actor };
    await this.parts.dispatcher.send({ to: 'override', id: overrideId, command }, cause);
  }
}
