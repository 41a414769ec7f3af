import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { OutsideDesk } from '../../../application/desk/outside-desk.js';
import { Topics } from '../../../application/messaging/topics/topics.js';
import { CandleArchive } from '../../../application/ports/candle-archive.port.js';
import { DeskControl } from '../../../application/ports/desk-control.port.js';
import { DeskView } from '../../../application/ports/desk-view.port.js';
import { EventStore } from '../../../application/ports/event-store.port.js';
import { Logger } from '../../../application/ports/logger.port.js';
import { ClosingPrices } from '../../../projections/opinions/closing-prices.port.js';
import { FactLog } from '../../../projections/fact-log.js';
import { QUERY_HANDLERS } from '../../../projections/query-handlers.js';
import { ReadStore } from '../../../projections/read-store.port.js';
import { OutsideAgentsController } from './agents-outside/outside-agents.controller.js';
import { ConfirmController } from './commands/confirm.controller.js';
import { GateCommandsController } from './commands/gate-commands.controller.js';
import { MoneyCommandsController } from './commands/money-commands.controller.js';
import { OrderTaker } from './commands/order-taker.js';
import { TaskCommandsController } from './commands/task-commands.controller.js';
import { TradeCommandsController } from './commands/trade-commands.controller.js';
import { EventSettings } from './events/event-settings.js';
import { EventsController } from './events/events.controller.js';
import { TopicsController } from './messages/topics.controller.js';
import { OverridesController } from './overrides/overrides.controller.js';
import { AccountController } from './read/account.controller.js';
import { AgentsController } from './read/agents.controller.js';
import { ArchivedPrices } from './read/archived-prices.js';
import { DeskController } from './read/desk.controller.js';
import { LogController } from './read/log.controller.js';
import { LogReader } from './read/log-reader.js';
import { ReasonsController } from './read/reasons.controller.js';
import { RiskController } from './read/risk.controller.js';
import { TradingController } from './read/trading.controller.js';

/** What the API stands on. */
export interface RestDependencies {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  readonly candles: CandleArchive;
  readonly desk: DeskView;
  readonly control: DeskControl;
  readonly outside: OutsideDesk;
  readonly topics: Topics;
  readonly logger: Logger;
  readonly events?: EventSettings;
}

/** The API under /api/v1; see {@link configureRest} for what belongs to the server as a whole. */
@Module({})
export class RestModule {
  static register(parts: RestDependencies): DynamicModule {
    return {
      module: RestModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        AccountController,
        TradingController,
        ReasonsController,
        RiskController,
        AgentsController,
        LogController,
        DeskController,
        EventsController,
        GateCommandsController,
        TradeCommandsController,
        MoneyCommandsController,
        TaskCommandsController,
        ConfirmController,
        OverridesController,
        TopicsController,
        OutsideAgentsController,
      ],
      providers: [
        { provide: EventStore, useValue: parts.eventStore },
        { provide: FactLog, useValue: parts.eventStore },
        { provide: ReadStore, useValue: parts.readStore },
        { provide: CandleArchive, useValue: parts.candles },
        { provide: ClosingPrices, useValue: new ArchivedPrices(parts.candles) },
        { provide: DeskView, useValue: parts.desk },
        { provide: DeskControl, useValue: parts.control },
        { provide: OutsideDesk, useValue: parts.outside },
        { provide: Topics, useValue: parts.topics },
        { provide: Logger, useValue: parts.logger },
        { provide: EventSettings, useValue: parts.events ?? new EventSettings() },
        LogReader,
        OrderTaker,
        ...QUERY_HANDLERS,
      ],
      exports: [Logger],
    };
  }
}
