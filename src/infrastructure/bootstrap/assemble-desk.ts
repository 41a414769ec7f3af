import type { RiskPolicy } from '../../domain/account/risk/policy.js';
import type { PaperSettings } from '../../domain/matching/paper-settings.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { AgentsParts } from '../../application/agents/agents-parts.js';
import type { ModelsInUse } from '../../application/agents/models/models-in-use.js';
import { MarketRun } from '../../application/desk/market-run.js';
import { PretendClock } from '../../application/desk/pretend-clock.js';
import { TradingDesk } from '../../application/desk/trading-desk.js';
import { MarketState } from '../../application/market/market-state.js';
import type { CommandRunner } from '../../application/messaging/command-runner.js';
import type { Dispatcher } from '../../application/messaging/dispatcher.js';
import type { CandleArchive } from '../../application/ports/candle-archive.port.js';
import type { Checkpoints } from '../../application/ports/checkpoints.port.js';
import type { EventStore } from '../../application/ports/event-store.port.js';
import type { Work } from '../../application/scheduling/scheduler.js';
import type { Venue } from '../../application/ports/venue.port.js';
import type { MarketData } from '../../application/ports/market-data.port.js';
import type { PaperFaults } from '../venue/paper/paper-faults.js';
import { othersTurn } from './others-turn.js';
import { PaperVenueAdapter } from '../venue/paper/paper-venue.adapter.js';

export interface DeskSettings {
  readonly accountId: string;
  readonly mode: string;
  readonly policy: RiskPolicy;
  readonly paper: PaperSettings;
  readonly deposit: DecimalString;
  readonly tradingFrom: UnixMs;
}

export interface DeskAdapters {
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  readonly archive: CandleArchive;
  readonly data: MarketData;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly faults?: PaperFaults;
  readonly agents?: (parts: AgentsParts) => Work;
  /** Absent: rules only. */
  readonly models?: ModelsInUse;
  /** Tells this engine from others of the account. */
  readonly engineId?: string;
  /** What every call of the venue goes through. */
  readonly around?: (venue: Venue) => Venue;
}

export interface AssembledDesk {
  readonly desk: TradingDesk;
  readonly run: MarketRun;
  readonly clock: PretendClock;
  readonly market: MarketState;
  readonly venue: PaperVenueAdapter;
}

/** A paper desk over a pretend market: the same parts for the running desk, the backtest and the tests. */
export const assembleDesk = (settings: DeskSettings, adapters: DeskAdapters): AssembledDesk => {
  const { store, checkpoints, archive, data, runner, dispatcher, faults, agents, models, engineId } = adapters;
  const { accountId, paper, tradingFrom } = settings;
  const clock = new PretendClock();
  const market = new MarketState(data.instruments, data.baseTimeframe, paper.halfSpreadPct);
  const venue = new PaperVenueAdapter({
    accountId,
    store,
    clock,
    settings: paper,
    folds: runner.folds,
    look: (id) => market.quotes(false)[id],
    ...(faults ? { faults } : {}),
  });
  const desk = new TradingDesk({
    ...settings,
    base: data.baseTimeframe,
    store,
    checkpoints,
    venue: adapters.around?.(venue) ?? venue,
    market,
    clock,
    runner,
    dispatcher,
    ...(agents ? { agents } : {}),
    ...(models ? { models } : {}),
    ...(engineId === undefined ? {} : { engineId }),
  });
  const openVenue = () => venue.open([{ currency: 'USDT', amount: settings.deposit }]);
  const run = new MarketRun({ data, tradingFrom, market, archive, clock, desk, openVenue, breathe: othersTurn });
  return { desk, run, clock, market, venue };
};
