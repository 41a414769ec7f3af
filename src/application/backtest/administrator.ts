import { accountDecider } from '../../domain/account/account.decider.js';
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

/** A pretend administrator who reviews each halt for a while and then lifts it, by the same recorded command as a real one. */
export class Administrator {
  cleared = 0;

  constructor(private readonly parts: AdministratorParts) {}

  /** Called after each step of the market; true when a command was given, whose facts somebody must now hear. */
  async look(at: UnixMs): Promise<boolean> {
    const { accountId, clearAfterMs, runner, dispatcher, market } = this.parts;
    const { halted } = await runner.stateOf(accountDecider, streams.account(accountId));
    if (!halted || at - halted.at < clearAfterMs) return false;
    const reason = `reviewed ${clearAfterMs / 3_600_000} h after: ${halted.reason}`;
    const command = { type: 'ClearHalt' as const, at, reason, quotes: market.quotes(false) };
    await dispatcher.start('administrator', `clear halt of ${halted.at}`, { to: 'account', id: accountId, command });
    this.cleared += 1;
    return true;
  }
}
