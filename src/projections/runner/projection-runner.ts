import type { Position } from '../../domain/shared/fact.js';
import type { FactLog } from '../fact-log.js';
import type { Projection } from '../projection.js';
import type { ReadStore } from '../read-store.port.js';
import { PROJECTIONS } from '../registry.js';
import { FactFeed, type Batch } from './fact-feed.js';
import { Lane, type LaneStatus } from './lane.js';
import { readToHead } from './read-to-head.js';
import { Sleeper } from './sleeper.js';

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly status: LaneStatus;
  /** Of the last fact in its rows. */
  readonly position?: Position;
  /** What is wrong; '' while nothing is. */
  readonly detail: string;
}

const RETRY_MS = 500;
/** Between two looks whether a model has been let go of. */
const TAKE_OVER_MS = 500;

const isBehind = (position: Position | undefined, other: Position | undefined): boolean =>
  other !== undefined && (position === undefined || position < other);

/**
 * Keeps the read models up with the log. All projections share one reading of it, since the log is long and decoding it
 * costs more than folding it. One that is behind (new, or of a raised version) first catches up on its own, beside the
 * old one that readers still see, and then joins.
 */
export class ProjectionRunner {
  private readonly lanes: Lane[] = [];
  private readonly members = new Set<Lane>();
  private readonly sleeper = new Sleeper();
  private feed: FactFeed | undefined;
  /** Up to where the shared reading has been applied. */
  private reached: Position | undefined;
  private batchUnderWay: Promise<unknown> = Promise.resolve();
  private busy = false;
  private readonly work: Promise<void>[] = [];

  constructor(
    private readonly log: FactLog,
    private readonly store: ReadStore,
    private readonly projections: readonly Projection[] = PROJECTIONS,
  ) {}

  /** Claims the read models and goes to work. @throws ForeignReadModelError when they were made from another log */
  async start(): Promise<void> {
    const storeId = await this.log.storeId();
    for (const projection of this.projections) {
      this.lanes.push(this.laneOf(projection, await this.store.claim(projection, storeId), storeId));
    }
    const settled = this.lanes.filter((lane) => !lane.rebuilding);
    const positions = settled.length === 0 ? [await this.log.head()] : settled.map(({ position }) => position);
    const furthest = positions.reduce((a, b) => (isBehind(a, b) ? b : a), undefined);
    this.reached = furthest;
    this.feed = new FactFeed(this.log, furthest, this.sleeper.pause);
    const behind = this.lanes.filter((lane) => lane.rebuilding || lane.position !== furthest);
    for (const lane of this.lanes) if (!behind.includes(lane)) this.members.add(lane);
    if (behind.length > 0) this.work.push(this.catchUp(behind));
    this.work.push(this.run(this.feed));
  }

  /** Ends after the batch that is being written. */
  async stop(): Promise<void> {
    this.sleeper.stop();
    await this.feed?.close();
    await Promise.all(this.work);
  }

  /** Makes a read model anew, beside the one that readers see until the new one is complete. */
  async rebuild(name: string): Promise<void> {
    const projection = this.projections.find((each) => each.name === name);
    if (projection === undefined) throw new RangeError(`there is no read model ${JSON.stringify(name)}`);
    const storeId = await this.log.storeId();
    const lane = this.laneOf(projection, await this.store.rebuild(projection, storeId), storeId);
    this.lanes.push(lane);
    await this.catchUp([lane]);
  }

  statuses(): readonly ProjectionStatus[] {
    return this.lanes.map(({ projection: { name, version }, status, position, detail }) => ({
      name,
      version,
      status: status === 'running' && this.feed?.trouble !== undefined ? 'retrying' : status,
      ...(position !== undefined && { position }),
      detail: detail === '' ? (this.feed?.trouble ?? '') : detail,
    }));
  }

  private laneOf(projection: Projection, writer: Awaited<ReturnType<ReadStore['claim']>>, storeId: string): Lane {
    return new Lane(projection, writer, storeId, this.sleeper.pause, () => this.sleeper.stopped);
  }

  private async run(feed: FactFeed): Promise<void> {
    while (!this.sleeper.stopped) {
      const batch = await feed.take();
      if (batch.facts.length > 0) await this.applyToAll(batch);
    }
  }

  private async applyToAll(batch: Batch): Promise<void> {
    this.busy = true;
    this.batchUnderWay = Promise.all([...this.members].map((lane) => lane.apply(batch)));
    await this.batchUnderWay;
    this.reached = batch.facts.at(-1)?.position;
    this.busy = false;
    for (const lane of this.members) if (lane.status === 'fenced') this.goOnAfter(lane);
  }

  /** Brings lanes to the head in one reading, lets each join the shared one, and only then shows it to readers. */
  private async catchUp(lanes: readonly Lane[]): Promise<void> {
    const shows: Promise<void>[] = [];
    for (let behind = lanes; ;) {
      for (const lane of behind) if (lane.status === 'fenced') this.goOnAfter(lane);
      const joined = behind.filter((lane) => !lane.over && this.join(lane));
      shows.push(...joined.map((lane) => this.show(lane)));
      behind = behind.filter((lane) => !lane.over && !joined.includes(lane));
      if (behind.length === 0 || this.sleeper.stopped) break;
      try {
        await readToHead(this.log, behind, () => this.sleeper.stopped);
        // The shared reading may be in the middle of a batch that these lanes have not seen; they can join between two.
        await this.batchUnderWay;
      } catch {
        await this.sleeper.pause(RETRY_MS);
      }
    }
    await Promise.all(shows);
  }

  private join(lane: Lane): boolean {
    if (this.busy || isBehind(lane.position, this.reached)) return false;
    this.members.add(lane);
    return true;
  }

  private async show(lane: Lane): Promise<void> {
    await lane.publish();
    if (!lane.rebuilding) this.retire(lane);
  }

  /** A lane whose model has a newer generation has nothing left to write. */
  private retire(by: Lane): void {
    for (const lane of this.lanes.filter((each) => each !== by && each.projection.name === by.projection.name)) {
      this.members.delete(lane);
      this.lanes.splice(this.lanes.indexOf(lane), 1);
    }
  }

  /** Somebody else writes the model. Once he has let go of it, as a rebuild by hand does, this runner goes on with it. */
  private goOnAfter(fenced: Lane): void {
    this.members.delete(fenced);
    this.work.push(this.takeOver(fenced));
  }

  private async takeOver(fenced: Lane): Promise<void> {
    const { projection, storeId } = fenced;
    for (;;) {
      await this.sleeper.pause(TAKE_OVER_MS);
      if (this.sleeper.stopped || !this.lanes.includes(fenced)) return;
      const writer = await this.store.claimReleased(projection, storeId).catch(() => undefined);
      if (writer === undefined) continue;
      const lane = this.laneOf(projection, writer, storeId);
      this.lanes.splice(this.lanes.indexOf(fenced), 1, lane);
      return this.catchUp([lane]);
    }
  }
}
