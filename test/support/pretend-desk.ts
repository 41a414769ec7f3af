import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { ModelsInUse } from '../../src/application/agents/models/models-in-use.js';
import { CommandRunner } from '../../src/application/messaging/command-runner.js';
import { Dispatcher } from '../../src/application/messaging/dispatcher.js';
import { StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import { DEFAULT_POLICY, type RiskPolicy } from '../../src/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../src/domain/matching/paper-settings.js';
import { assembleDesk, type AssembledDesk } from '../../src/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../src/infrastructure/bootstrap/desk.module.js';
import type { Storage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { SyntheticMarketData } from '../../src/infrastructure/market-data/synthetic/synthetic-market-data.js';
import type { Venue } from '../../src/application/ports/venue.port.js';
import type { PaperFaults } from '../../src/infrastructure/venue/paper/paper-faults.js';

export const TRADING_FROM = Date.UTC(2025, 0, 6);

export interface PretendDeskOptions {
  readonly storage: Storage;
  readonly seed: number;
  /** Market time, unix ms. */
  readonly until: number;
  /** Client order ids whose first submission never arrives. */
  readonly drop?: readonly string[];
  readonly faults?: PaperFaults;
  readonly policy?: Partial<RiskPolicy>;
  readonly volumeShare?: string;
  /** As an engine under a lease has them. */
  readonly engineId?: string;
  readonly around?: (venue: Venue) => Venue;
  /** Absent: rules only. */
  readonly models?: ModelsInUse;
  /** What a test does to the parts before the desk starts. */
  readonly prepare?: (desk: AssembledDesk) => void;
}

export interface PretendDesk extends AssembledDesk {
  readonly close: () => Promise<void>;
}

/** As the running program does: while the store is away the same step is taken again. */
const nextUntilTaken = async ({ run }: AssembledDesk) => {
  for (;;) {
    try {
      return await run.next();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
};

/** The whole desk over the synthetic market, started and not yet moved: the running program's composition. */
export const startPretendDesk = async (options: Omit<PretendDeskOptions, 'until'>): Promise<PretendDesk> => {
  const { storage, seed, drop = [], faults, policy, volumeShare = '0.002' } = options;
  const data = new SyntheticMarketData({ seed, startAt: TRADING_FROM });
  const app = await NestFactory.createApplicationContext(DeskModule.over(storage.store), { logger: ['error'] });
  const dropped = new Set(drop);
  const settings = {
    accountId: 'main',
    mode: 'paper',
    policy: { ...DEFAULT_POLICY, ...policy },
    paper: { ...DEFAULT_PAPER, volumeShare },
    deposit: '10000',
    tradingFrom: TRADING_FROM,
  };
  const assembled = assembleDesk(settings, {
    ...storage,
    data,
    runner: app.get(CommandRunner),
    dispatcher: app.get(Dispatcher),
    ...(options.engineId !== undefined && { engineId: options.engineId }),
    ...(options.around && { around: options.around }),
    ...(options.models && { models: options.models }),
    faults: faults ?? { onPlace: (id, attempt) => (attempt === 1 && dropped.has(id) ? 'drop' : 'deliver') },
  });
  options.prepare?.(assembled);
  await assembled.run.start();
  return { ...assembled, close: () => app.close() };
};

/** The same, run to an end. */
export const deskOverPretendMarket = async (options: PretendDeskOptions): Promise<AssembledDesk> => {
  const desk = await startPretendDesk(options);
  while (desk.clock.now() < options.until && (await nextUntilTaken(desk)));
  await desk.close();
  return desk;
};
