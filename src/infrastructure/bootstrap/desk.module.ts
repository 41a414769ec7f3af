import { Module, type DynamicModule } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { COMMAND_HANDLERS } from '../../application/commands/index.js';
import { CommandRunner } from '../../application/messaging/command-runner.js';
import { Dispatcher } from '../../application/messaging/dispatcher.js';
import { EventStore } from '../../application/ports/event-store.port.js';

/** The command side: one store, one runner, one handler for each aggregate. */
@Module({})
export class DeskModule {
  static over(store: EventStore, runner = new CommandRunner(store)): DynamicModule {
    return {
      module: DeskModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: EventStore, useValue: store },
        { provide: CommandRunner, useValue: runner },
        { provide: Dispatcher, useFactory: (bus: CommandBus) => new Dispatcher(bus), inject: [CommandBus] },
        ...COMMAND_HANDLERS,
      ],
      exports: [EventStore, CommandRunner, Dispatcher, CqrsModule],
    };
  }
}
