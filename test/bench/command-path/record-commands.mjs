import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandRunner } from '../../../dist/application/messaging/command-runner.js';
import { Dispatcher } from '../../../dist/application/messaging/dispatcher.js';
import { DEFAULT_POLICY } from '../../../dist/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../../dist/domain/matching/paper-settings.js';
import { assembleDesk } from '../../../dist/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../../dist/infrastructure/bootstrap/desk.module.js';
import { openMemory } from '../../../dist/infrastructure/bootstrap/open-storage.js';
import { SyntheticMarketData } from '../../../dist/infrastructure/market-data/synthetic/synthetic-market-data.js';

const TRADING_FROM = Date.UTC(2025, 0, 6);
const DAY_MS = 86_400_000;

/** Writes down every command that reaches it, in order, with how many facts came of it. */
class RecordingRunner extends CommandRunner {
  commands = [];

  async run(decider, stream, command, cause) {
    const call = { decider, stream, command, cause, facts: 0 };
    this.commands.push(call);
    const ran = await super.run(decider, stream, command, cause);
    call.facts = ran.facts.length;
    return ran;
  }
}

/** The commands of the whole desk over some days of the pretend market, as they reached the runner. */
export const recordCommands = async (days) => {
  const storage = openMemory();
  const runner = new RecordingRunner(storage.store);
  const app = await NestFactory.createApplicationContext(DeskModule.over(storage.store, runner), { logger: ['error'] });
  const settings = {
    accountId: 'main',
    mode: 'paper',
    policy: DEFAULT_POLICY,
    paper: DEFAULT_PAPER,
    deposit: '10000',
    tradingFrom: TRADING_FROM,
  };
  const data = new SyntheticMarketData({ seed: 7, startAt: TRADING_FROM });
  const { run, clock } = assembleDesk(settings, { ...storage, data, runner, dispatcher: app.get(Dispatcher) });
  await run.start();
  while (clock.now() < TRADING_FROM + days * DAY_MS && (await run.next()));
  await app.close();
  return runner.commands;
};
