/** The whole desk over a market that stands still, with a person at it: what is ordered is heard between two steps. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { OperatorDesk } from '../../src/application/desk/operator-desk.js';
import { CommandRunner } from '../../src/application/messaging/command-runner.js';
import { Dispatcher } from '../../src/application/messaging/dispatcher.js';
import type { OverrideNow } from '../../src/application/ports/desk-control.port.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountState } from '../../src/domain/account/account.state.js';
import { DEFAULT_POLICY, type RiskPolicy } from '../../src/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../src/domain/matching/paper-settings.js';
import type { OverrideActor, OverrideKind } from '../../src/domain/overrides/override-orders.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { assembleDesk, type AssembledDesk } from '../../src/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../src/infrastructure/bootstrap/desk.module.js';
import type { Storage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { ScriptedMarket } from '../simulation/composition/scripted-market.js';
import { HandClock, logOf } from './command-side.js';
import { HEARD } from './overrides.js';

export const OPERATED_FROM = Date.UTC(2025, 0, 6);

export interface Said {
  readonly reason?: string;
  readonly actor?: OverrideActor;
  readonly key?: string;
}

export interface Place {
  readonly storage: Storage;
  readonly data?: ScriptedMarket;
  readonly policy?: Partial<RiskPolicy>;
}

export class OperatedDesk {
  readonly wall = new HandClock(HEARD);
  readonly control: OperatorDesk;

  private constructor(
    readonly assembled: AssembledDesk,
    private readonly storage: Storage,
    readonly data: ScriptedMarket,
    private readonly runner: CommandRunner,
    dispatcher: Dispatcher,
    readonly close: () => Promise<void>,
  ) {
    const { clock, market } = assembled;
    const { store } = storage;
    const people = { accountId: 'main', store, runner, dispatcher, clock, market, wallClock: this.wall };
    this.control = new OperatorDesk(people);
  }

  /** The parts; nothing is opened yet. */
  static async assemble({ storage, data, policy }: Place): Promise<OperatedDesk> {
    const market = data ?? new ScriptedMarket(OPERATED_FROM);
    const app = await NestFactory.createApplicationContext(DeskModule.over(storage.store), { logger: ['error'] });
    const [runner, dispatcher] = [app.get(CommandRunner), app.get(Dispatcher)];
    const settings = {
      accountId: 'main',
      mode: 'paper',
      policy: { ...DEFAULT_POLICY, ...policy },
      paper: DEFAULT_PAPER,
      deposit: '10000',
      tradingFrom: OPERATED_FROM,
    };
    const assembled = assembleDesk(settings, { ...storage, data: market, runner, dispatcher });
    return new OperatedDesk(assembled, storage, market, runner, dispatcher, () => app.close());
  }

  /** Started, with one minute lived through: there are prices. */
  static async start(place: Place): Promise<OperatedDesk> {
    const operated = await OperatedDesk.assemble(place);
    await operated.assembled.run.start();
    await operated.step();
    return operated;
  }

  async step(): Promise<void> {
    this.data.append({});
    await this.assembled.run.next();
  }

  /** What the regime agent would say of a market that it has seen enough of. */
  calm(): void {
    const data = { agent: 'regime', instrumentId: 'BTC/USDT', regime: 'quiet' };
    this.assembled.desk.board.take([{ type: 'SignalRecorded', data } as unknown as RecordedFact]);
  }

  /** Only asks; whether the desk has heard it is another thing. */
  ask(kind: OverrideKind, order: object = {}, said: Said = {}): Promise<OverrideNow> {
    const { reason = 'the test says so', actor = 'administrator', key = randomUUID() } = said;
    return this.control.request({ kind, order: order as never, reason, actor, requestId: key });
  }

  /** Asks, confirms where that is wanted, lets the desk hear it, and says what became of it. */
  async order(kind: OverrideKind, order: object = {}, said: Said = {}): Promise<OverrideNow> {
    const { overrideId, status } = await this.ask(kind, order, said);
    if (status === 'waiting') await this.control.confirm(overrideId, 'administrator');
    return this.heard(overrideId);
  }

  async heard(overrideId: string): Promise<OverrideNow> {
    await this.assembled.desk.hear();
    const now = await this.control.look(overrideId);
    if (!now) throw new Error(`nobody asked for ${overrideId}`);
    return now;
  }

  facts(stream?: string): Promise<readonly RecordedFact[]> {
    return logOf(this.storage.store, stream);
  }

  /** Data of the account's facts of one type. */
  async booked(type: string): Promise<readonly unknown[]> {
    return (await this.facts('account-main')).filter((fact) => fact.type === type).map(({ data }) => data);
  }

  account(): Promise<AccountState> {
    return this.runner.stateOf(accountDecider, 'account-main');
  }
}
