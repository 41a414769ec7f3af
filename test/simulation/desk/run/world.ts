import { CommandRunner } from '../../../../src/application/messaging/command-runner.js';
import { DECIDERS } from '../../../../src/application/replay/deciders.js';
import { Refold } from '../../../../src/application/replay/refold.js';
import { INITIAL_ACCOUNT } from '../../../../src/domain/account/account.evolve.js';
import type { AccountState } from '../../../../src/domain/account/account.state.js';
import type { Decider } from '../../../../src/domain/shared/decider.js';
import type { Fact } from '../../../../src/domain/shared/fact.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import { streams } from '../../../../src/domain/shared/stream-names.js';
import { HOUR } from '../../../../src/domain/shared/time.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { MemoryCandleArchive } from '../../../../src/infrastructure/persistence/memory/memory-candle-archive.js';
import { MemoryCheckpoints } from '../../../../src/infrastructure/persistence/memory/memory-checkpoints.js';
import { MemorySnapshots } from '../../../../src/infrastructure/persistence/memory/memory-snapshots.js';
import { PeoplesClock } from '../acts/peoples-clock.js';
import type { Hands } from '../acts/perform.js';
import { StoreTrouble } from '../faults/store-trouble.js';
import { VenueTrouble } from '../faults/venue-trouble.js';
import { isWithin, SimulatedMarket } from '../market/simulated-market.js';
import { CallBook } from '../models/call-book.js';
import type { LegDraw } from '../plan/act.js';
import { Chance } from '../plan/chance.js';
import { drawLegs } from '../plan/draw-legs.js';
import type { AgentFault } from '../plan/panel.js';
import type { SimulationPlan } from '../plan/plan.js';
import { ACCOUNT, type DeskProcess } from './desk-process.js';
import { writeInto } from './write-into.js';

type AnyDecider = Decider<{ readonly at: number }, unknown, Fact>;

/** What outlives every process: the log, the checkpoints, the archive, the market, and everybody else. */
export class World {
  readonly storage = {
    store: new MemoryEventStore('simulation'),
    checkpoints: new MemoryCheckpoints(),
    archive: new MemoryCandleArchive(),
    snapshots: new MemorySnapshots(),
  };
  readonly market: SimulatedMarket;
  readonly storeTrouble: StoreTrouble;
  readonly venueTrouble: VenueTrouble;
  readonly wallClock = new PeoplesClock();
  readonly calls = new CallBook();
  /** The desk that runs now. */
  process: DeskProcess | undefined;
  /** Every stream as the auditor has read it, after the last step. */
  readonly folded = new Refold();
  private legs: { readonly hour: number; readonly drawn: readonly LegDraw[] } | undefined;
  private readonly elsewhere = new CommandRunner(this.storage.store);

  constructor(
    readonly plan: SimulationPlan,
    /** Facts between two snapshots; absent: every process folds whole streams. */
    readonly snapshotEvery?: number,
  ) {
    this.market = new SimulatedMarket(plan.market, plan.startAt, plan.minutes);
    this.storeTrouble = new StoreTrouble(plan.seed, plan.storeFaults, (n) => this.otherWriter(n));
    this.venueTrouble = new VenueTrouble(plan.seed, plan.venueFaults);
  }

  async begin(): Promise<void> {
    await this.storage.archive.append(this.market.history());
  }

  /** The minute that the faults go by. */
  set minute(minute: number) {
    this.storeTrouble.minute = minute;
    this.venueTrouble.minute = minute;
  }

  /** What the agents of the seed think in the hour of the instant. */
  legsAt(at: number): readonly LegDraw[] {
    const hour = Math.floor(at / HOUR);
    if (this.legs?.hour !== hour) this.legs = { hour, drawn: drawLegs(new Chance('legs', this.plan.seed, hour)) };
    return this.legs.drawn;
  }

  /** Whether a part beside the models fails in its run at the instant. */
  agentFails(kind: AgentFault, at: number): boolean {
    const { panel, seed } = this.plan;
    const minute = this.market.minuteAt(at);
    const rate = panel?.faults.find((each) => each.kind === kind && isWithin(minute, [each]));
    return rate !== undefined && new Chance('agents', seed, kind, at).happens(rate.share);
  }

  get account(): AccountState {
    return (this.folded.stateOf(streams.account(ACCOUNT)) ?? INITIAL_ACCOUNT) as AccountState;
  }

  /** Of somebody in another process over the same log. */
  get hands(): Hands {
    return {
      accountId: ACCOUNT,
      at: () => this.process?.now ?? this.plan.startAt,
      quotes: () => this.process?.quotes ?? {},
      account: () => Promise.resolve(this.account),
      send: ({ to, id, command }, key) => {
        const commandId = stableId('elsewhere', key);
        const cause = { commandId, correlationId: commandId, causationId: commandId, actor: 'elsewhere' };
        return this.elsewhere.run(DECIDERS.get(to) as unknown as AnyDecider, `${to}-${id}`, command, cause);
      },
      write: (stream, facts, key) => writeInto(this.storage.store, stream, facts, key, this.process?.now ?? 0),
    };
  }

  /** Between a load of the account and its append: somebody pauses for a moment, or takes the pause back. */
  private async otherWriter(n: number): Promise<boolean> {
    const { opened, pauses } = this.account;
    if (!opened) return false;
    const name = 'another desk';
    const type = pauses.includes(name) ? ('ResumeTrading' as const) : ('PauseTrading' as const);
    const command = { type, at: this.hands.at(), reason: name };
    await this.hands.send({ to: 'account', id: ACCOUNT, command }, `other writer ${n} ${type}`);
    return true;
  }
}
