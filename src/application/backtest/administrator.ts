import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import { weeklyLossActive } from '../../domain/account/breakers/active.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { MarketState } from '../market/market-state.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';

export interface AdministratorParts {
  readonly accountId: string;
  readonly clearAfterMs: number;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly market: MarketState;
}

/** A pretend administrator who looks at each halt and each bad week for a while, and then lets the desk go on, by the same recorded commands as a real one. */
export class Administrator {
  cleared = 0;

  constructor(private readonly parts: AdministratorParts) {}

  /** Called after each step of the market; true when a command was given, whose facts somebody must now hear. */
  async look(at: UnixMs): Promise<boolean> {
    const { accountId, clearAfterMs, runner, market } = this.parts;
    const state = await runner.stateOf(accountDecider, streams.account(accountId));
    const { halted } = state;
    const { weeklyLoss } = state.breakers;
    const isLongAgo = (since: UnixMs): boolean => at - since >= clearAfterMs;
    const reviewed = `reviewed ${clearAfterMs / 3_600_000} h after`;
    if (
      weeklyLoss &&
      weeklyLoss.reviewedAt === undefined &&
      isLongAgo(weeklyLoss.trippedAt) &&
      weeklyLossActive(state, at)
    ) {
      await this.order({ type: 'ReviewWeek', at, reason: `${reviewed}: weekly loss` }, weeklyLoss.trippedAt);
      return true;
    }
    if (!halted || !isLongAgo(halted.at)) return false;
    const reason = `${reviewed}: ${halted.reason}`;
    await this.order({ type: 'ClearHalt', at, reason, quotes: market.quotes(false) }, halted.at);
    this.cleared += 1;
    return true;
  }

  private order(command: AccountCommand, since: UnixMs) {
    const addressed = { to: 'account' as const, id: this.parts.accountId, command };
    return this.parts.dispatcher.start('administrator', `${command.type} of ${since}`, addressed);
  }
}
