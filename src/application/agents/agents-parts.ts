import type { Timeframe } from '../../domain/market/candle.js';
import type { MarketState } from '../market/market-state.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { Clock } from '../ports/clock.port.js';
import type { ModelsInUse } from './models/models-in-use.js';
import type { SignalBoard } from './signal-board.js';

/** What agents work with. */
export interface AgentsParts {
  readonly accountId: string;
  readonly base: Timeframe;
  readonly market: MarketState;
  readonly board: SignalBoard;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly models: ModelsInUse;
}
