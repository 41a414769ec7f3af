/** A whole desk over the synthetic market that moves when a test moves it, served over REST to programs outside. */
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { openMemory, type Storage } from '../../src/infrastructure/bootstrap/open-storage.js';
import type { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { ProjectionRunner } from '../../src/projections/runner/projection-runner.js';
import { collect } from './facts.js';
import { startPretendDesk, type PretendDesk } from './pretend-desk.js';
import { serveDesk, type Answer, type ServedDesk } from './served-desk.js';

const MOST_STEPS = 200;

export class OutsideWorld {
  private constructor(
    readonly storage: Storage,
    readonly desk: PretendDesk,
    readonly served: ServedDesk,
    private readonly projections: ProjectionRunner,
  ) {}

  static async start(seed = 7): Promise<OutsideWorld> {
    const storage = openMemory();
    const desk = await startPretendDesk({ storage, seed });
    const projections = new ProjectionRunner(storage.store, storage.readStore);
    await projections.start();
    const log = storage.store as MemoryEventStore;
    const served = await serveDesk(log, storage.readStore, { heartbeatMs: 200 }, undefined, undefined, 'main');
    const world = new OutsideWorld(storage, desk, served, projections);
    world.tellTheTime();
    return world;
  }

  async close(): Promise<void> {
    await this.served.close();
    await this.projections.stop();
    await this.desk.close();
  }

  /** One minute of the market, with all that follows from it. */
  async step(): Promise<void> {
    await this.desk.run.next();
    this.tellTheTime();
  }

  /** Until such a fact was written; returns the newest one. */
  async stepUntil(type: string, isIt: (fact: RecordedFact) => boolean = () => true): Promise<RecordedFact> {
    const before = await this.storage.store.head();
    for (let n = 0; n < MOST_STEPS; n++) {
      await this.step();
      const found = (await this.facts()).filter((fact) => fact.type === type && fact.position > (before ?? ''));
      const wanted = found.filter(isIt).at(-1);
      if (wanted !== undefined) return wanted;
    }
    throw new Error(`no ${type} within ${MOST_STEPS} minutes of the market`);
  }

  /** What others wrote, as the running desk hears it between two steps. */
  hear(): Promise<void> {
    return this.desk.desk.hear();
  }

  facts(stream?: string): Promise<readonly RecordedFact[]> {
    const { store } = this.storage;
    return collect(stream === undefined ? store.readAll() : store.readStream(stream));
  }

  post(path: string, body: object, token?: string): Promise<Answer> {
    return this.served.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
  }

  /** Registers an agent and returns its token. */
  async register(name: string, more: object = {}): Promise<string> {
    const about = { instruments: ['BTC/USDT', 'XRP/USDT'], horizonMs: 3_600_000, ...more };
    const { body } = await this.post('/outside-agents', { name, ...about });
    return String(body['token']);
  }

  private tellTheTime(): void {
    this.served.desk.now = { ...this.served.desk.now, accountId: 'main', marketTime: this.desk.clock.now() };
  }
}
