import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandRunner, type CommandRunnerOptions } from '../../src/application/messaging/command-runner.js';
import { Dispatcher } from '../../src/application/messaging/dispatcher.js';
import { Clock } from '../../src/application/ports/clock.port.js';
import type { EventStore } from '../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { DeskModule } from '../../src/infrastructure/bootstrap/desk.module.js';

/** A process over a log: what it knows beside the log dies with it. */
export interface CommandSide {
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
}

export const startOver = async (store: EventStore, options: CommandRunnerOptions = {}): Promise<CommandSide> => {
  const over = DeskModule.over(store, new CommandRunner(store, options));
  const app = await NestFactory.createApplicationContext(over, { logger: ['error'] });
  return { runner: app.get(CommandRunner), dispatcher: app.get(Dispatcher) };
};

export class HandClock extends Clock {
  constructor(public at: number) {
    super();
  }

  now(): number {
    return this.at;
  }
}

export const logOf = async (store: EventStore, stream?: string): Promise<readonly RecordedFact[]> => {
  const facts: RecordedFact[] = [];
  for await (const fact of stream === undefined ? store.readAll() : store.readStream(stream)) facts.push(fact);
  return facts;
};
export const typesIn = async (store: EventStore, stream?: string): Promise<readonly string[]> =>
  (await logOf(store, stream)).map(({ type }) => type);
