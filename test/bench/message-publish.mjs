/**
 * From the call of a publish to its end, and to a listener that hears it: over the log in memory, with the command bus
 * in between and eight listeners, one of which stalls and one of which throws.
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { compare } from './frame/compare.mjs';
import { versionsOf } from './frame/machine.mjs';
import { quantile } from './frame/statistics.mjs';
import { CommandRunner } from '../../dist/application/messaging/command-runner.js';
import { Dispatcher } from '../../dist/application/messaging/dispatcher.js';
import { MessageDesk } from '../../dist/application/messaging/topics/message-desk.js';
import { Topics } from '../../dist/application/messaging/topics/topics.js';
import { DeskModule } from '../../dist/infrastructure/bootstrap/desk.module.js';
import { MemoryEventStore } from '../../dist/infrastructure/event-store/memory/memory-event-store.js';

const MESSAGES = 5_000;
const GOAL_MS = 1;
const clock = { now: () => 1_736_121_600_000 };
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

const openBus = async () => {
  const store = new MemoryEventStore();
  const app = await NestFactory.createApplicationContext(DeskModule.over(store), { logger: ['error'] });
  const topics = new Topics({ store, clock, logger: { warn: () => undefined } });
  const desk = new MessageDesk({ runner: app.get(CommandRunner), dispatcher: app.get(Dispatcher), clock });
  return { topics, desk, close: () => app.close() };
};

const measure = async (round) => {
  const { topics, desk, close } = await openBus();
  const heardAt = new Map();
  const listen = (take) => topics.subscribe({ name: 'bench', wanted: { topics: ['bench'] }, take });
  await listen(() => new Promise(() => undefined));
  await listen(() => {
    throw new Error('a bug of the listener');
  });
  for (let n = 0; n < 5; n++) await listen(() => undefined);
  await listen(({ message }) => heardAt.set(message?.payload.n, nowMs()));
  const publishes = [];
  const sentAt = [];
  for (let n = 0; n < MESSAGES; n++) {
    sentAt.push(nowMs());
    await desk.notify('bench', { key: `${round} ${n}`, source: 'bench', payload: { n } });
    publishes.push(nowMs() - sentAt[n]);
  }
  while (heardAt.size < MESSAGES) await new Promise((resolve) => setTimeout(resolve, 1));
  topics.close();
  await close();
  const hearing = sentAt.map((at, n) => heardAt.get(n) - at);
  return {
    'publish p50': quantile(publishes, 0.5),
    'publish p99': quantile(publishes, 0.99),
    'heard p99': quantile(hearing, 0.99),
  };
};

await compare({
  title: 'publish of a message',
  unit: 'ms',
  sizes: `${MESSAGES} messages a round, one after the other, eight listeners`,
  versions: versionsOf('@nestjs/cqrs'),
  rounds: 5,
  measure,
  goals: [{ of: 'publish p99', atMost: GOAL_MS }],
});
