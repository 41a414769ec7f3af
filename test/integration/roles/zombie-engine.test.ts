/** An engine that is stopped between two instructions, taken for dead, and goes on when another trades its account. */
import { DAY } from '../../../src/domain/shared/time.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import type {
  AppendResult,
  EventStore,
  ExpectedVersion,
  NewFact,
} from '../../../src/application/ports/event-store.port.js';
import type { PlaceOrder, Venue, VenueAnswer } from '../../../src/application/ports/venue.port.js';
import { VenueAround } from '../../../src/application/desk/venue-around.js';
import { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { openMemory, type Storage } from '../../../src/infrastructure/bootstrap/open-storage.js';
import { othersTurn } from '../../../src/infrastructure/bootstrap/others-turn.js';
import { leasedStorage } from '../../../src/infrastructure/bootstrap/roles/leased-storage.js';
import { LeasedVenue } from '../../../src/infrastructure/bootstrap/roles/leased-venue.js';
import { LEASE_TIMING, LeaseTerm } from '../../../src/infrastructure/bootstrap/roles/lease-term.js';
import { audit } from '../../support/audited-log.js';
import { collect } from '../../support/facts.js';
import { moneyOf, neverArrivedIn } from '../../support/money-of.js';
import { deskOverPretendMarket, startPretendDesk, TRADING_FROM, type PretendDesk } from '../../support/pretend-desk.js';

const SEED = 7;
const HALF = TRADING_FROM + 0.75 * DAY;
const UNTIL = TRADING_FROM + DAY;

/** Where an engine can be stopped: before it asks whether it may, or with the write already on its way. */
type Gap = 'before the look at the lease' | 'after it';

/** A line to the store on which one append is held up until it is let go. */
class StallingStore extends MemoryEventStore {
  stall: { readonly type: string; n: number } | undefined;
  letGo: () => void = () => undefined;
  readonly reached: Promise<void>;
  private reach: () => void = () => undefined;

  constructor() {
    super();
    this.reached = new Promise((resolve) => (this.reach = resolve));
  }

  override async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    await this.held(facts);
    return super.append(stream, facts, expected);
  }

  async held(facts: readonly NewFact[]): Promise<void> {
    const { stall } = this;
    if (!stall || facts[0]?.type !== stall.type || --stall.n > 0) return;
    this.stall = undefined;
    const goes = new Promise<void>((resolve) => (this.letGo = resolve));
    this.reach();
    await goes;
  }
}

/** The same before the lease is looked at. */
const stalledBefore = (leased: EventStore, line: StallingStore): EventStore =>
  new Proxy(leased, {
    get: (target, name) =>
      name === 'append'
        ? async (stream: string, facts: readonly NewFact[], expected: ExpectedVersion) => {
            await line.held(facts);
            return target.append(stream, facts, expected);
          }
        : (Reflect.get(target, name) as unknown),
  });

/** Time that goes by for everybody while the zombie is stopped. */
let asleepMs = 0;
const steadyNow = performance.now.bind(performance);
beforeAll(() => {
  jest.spyOn(performance, 'now').mockImplementation(() => steadyNow() + asleepMs);
});
afterAll(() => {
  jest.restoreAllMocks();
});

const termOf = async (storage: Storage, owner: string): Promise<LeaseTerm> => {
  const term = await LeaseTerm.begin(storage.leases, { name: 'engine main', owner, seize: false }, LEASE_TIMING);
  if (!term) throw new Error('the lease is not free');
  return term;
};

/** Writes down every order that an engine wants to send, whether its lease lets it or not. */
class CountingVenue extends VenueAround {
  constructor(
    venue: Venue,
    private readonly calls: string[],
  ) {
    super(venue);
  }

  override place(request: PlaceOrder): Promise<VenueAnswer> {
    this.calls.push(request.order.clientOrderId);
    return super.place(request);
  }
}

/** As the engine's role has it. */
const startUnder = (storage: Storage, term: LeaseTerm, calls: string[], wrapped?: EventStore): Promise<PretendDesk> => {
  const leased = leasedStorage(storage, term);
  return startPretendDesk({
    storage: { ...storage, ...leased, ...(wrapped && { store: wrapped }) },
    seed: SEED,
    engineId: `term ${term.fence.token}`,
    around: (venue) => new CountingVenue(new LeasedVenue(venue, term), calls),
  });
};

/** With a breath between two steps, as the running desk has it: a lease is renewed in those. */
const trade = async ({ run, clock }: PretendDesk, until = UNTIL): Promise<void> => {
  while (clock.now() < until) {
    await run.next();
    await othersTurn();
  }
};

/** What a desk that nobody stopped has written. */
const calm = async (drop: readonly string[]): Promise<readonly RecordedFact[]> => {
  const key = drop.join();
  const storage = openMemory();
  runs[key] ??= deskOverPretendMarket({ storage, seed: SEED, until: UNTIL, drop }).then(() =>
    collect(storage.store.readAll()),
  );
  return runs[key];
};
const runs: Record<string, Promise<readonly RecordedFact[]>> = {};

describe('an engine that is stopped', () => {
  test.each<[Gap, string, number]>([
    ['before the look at the lease', 'OrderSubmitted', 1],
    ['after it', 'OrderSubmitted', 1],
    ['after it', 'PaperOrderPlaced', 2],
  ])(
    'F-S6 F-O1 F-C6 %s, at %s no. %d, writes nothing of its own when it wakes',
    async (gap, type, n) => {
      const calls: string[] = [];
      const line = new StallingStore();
      const storage: Storage = { ...openMemory(), store: line };
      const first = await termOf(storage, 'first');
      const wrapped = gap === 'after it' ? undefined : stalledBefore(leasedStorage(storage, first).store, line);
      const zombie = await startUnder(storage, first, calls, wrapped);
      line.stall = { type, n };
      const sleeping = trade(zombie).catch((error: unknown) => error as Error);
      await Promise.race([line.reached, sleeping]);

      asleepMs += LEASE_TIMING.ttlMs + 1;
      const second = await termOf(storage, 'second');
      const successor = await startUnder(storage, second, calls);
      await trade(successor, HALF);
      const before = await line.head();
      line.letGo();
      const end = await sleeping;
      expect(end?.name).toMatch(/LeaseLost|StoreUnavailable/);
      const late = (await collect(line.readAll())).filter(({ position }) => position > (before ?? ''));
      expect(late.map((fact) => fact.type)).toEqual([]);
      await trade(successor);
      const facts = await collect(line.readAll());
      expect(audit(facts).broken).toEqual([]);
      expect(moneyOf(facts)).toEqual(moneyOf(await calm(neverArrivedIn(facts))));
      expect(calls.length).toBeGreaterThan(1);
      expect(new Set(calls).size).toBe(calls.length);
      await Promise.all([first.release(), second.release(), zombie.close(), successor.close()]);
    },
    240_000,
  );
});
