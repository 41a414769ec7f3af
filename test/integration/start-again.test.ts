import { VenueUnreachable } from '../../src/application/ports/venue.port.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { NewFact } from '../../src/application/ports/event-store.port.js';
import { CommandRunner } from '../../src/application/messaging/command-runner.js';
import type { AssembledDesk } from '../../src/infrastructure/bootstrap/assemble-desk.js';
import { openMemory, type Storage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { collect } from '../support/facts.js';
import { startPretendDesk, TRADING_FROM } from '../support/pretend-desk.js';

const SEED = 7;
const MINUTE = 60_000;

/** The process dies where the first such fact would be stored. */
const dyingAt = (storage: Storage, isFatal: (stream: string, fact: NewFact) => boolean): Storage => {
  const append = storage.store.append.bind(storage.store);
  const store: Storage['store'] = Object.create(storage.store) as Storage['store'];
  store.append = (stream, facts, expected) => {
    if (facts.some((fact) => isFatal(stream, fact))) return Promise.reject(new Error('died here'));
    return append(stream, facts, expected);
  };
  return { ...storage, store };
};

const pausesIn = async ({ store }: Storage): Promise<readonly string[]> =>
  (await new CommandRunner(store).stateOf(accountDecider, 'account-main')).pauses;

const typesIn = async ({ store }: Storage, stream: string): Promise<readonly string[]> =>
  (await collect(store.readStream(stream))).map(({ type }) => type);

describe('a desk that died in the middle and starts again', () => {
  test('F-C6 completes the run of an agent that was cut in half, each instrument once', async () => {
    const storage = openMemory();
    const half = (stream: string, { metadata }: NewFact) =>
      stream === 'signal-technical.XRP/USDT' && metadata.at === TRADING_FROM + 2 * MINUTE;
    const first = await startPretendDesk({ storage: dyingAt(storage, half), seed: SEED });
    await first.run.next();
    await expect(first.run.next()).rejects.toThrow('died here');
    await first.close();

    const second = await startPretendDesk({ storage, seed: SEED });
    await second.close();
    for (const instrument of ['BTC/USDT', 'XRP/USDT', 'XRP/BTC']) {
      const runs = await collect(storage.store.readStream(`signal-technical.${instrument}`));
      expect(runs.map(({ metadata }) => (metadata.at - TRADING_FROM) / MINUTE)).toEqual([1, 2]);
    }
  });

  test('F-C6 makes up for a deposit that a death between two commands left out, once', async () => {
    const storage = openMemory();
    const died = startPretendDesk({
      storage: dyingAt(storage, (_, { type }) => type === 'FundsDeposited'),
      seed: SEED,
    });
    await expect(died).rejects.toThrow('died here');
    expect(await typesIn(storage, 'account-main')).toEqual(['AccountOpened']);

    for (let start = 0; start < 2; start++) await (await startPretendDesk({ storage, seed: SEED })).close();
    const deposits = (await typesIn(storage, 'account-main')).filter((type) => type === 'FundsDeposited');
    expect(deposits).toHaveLength(1);
  });
});

describe('reconciliation at a start', () => {
  /** Trades until an entry has ended at the venue, and returns what it was. */
  const deskWithAnEndedEntry = async (storage: Storage) => {
    const desk = await startPretendDesk({ storage, seed: SEED });
    for (;;) {
      await desk.run.next();
      const ended = (await desk.venue.state()).ended.find(({ terms }) => !terms.reduceOnly && terms.type === 'limit');
      if (!ended) continue;
      await desk.desk.stop();
      await desk.close();
      return { desk, terms: ended.terms };
    }
  };

  let silent: boolean;
  beforeEach(() => {
    silent = true;
  });
  const silentAboutItsList = ({ venue }: AssembledDesk) => {
    const openOrders = venue.openOrders.bind(venue);
    venue.openOrders = () => (silent ? Promise.reject(new VenueUnreachable('silent')) : openOrders());
  };
  const silentAboutOneOrder = ({ venue }: AssembledDesk) => {
    const lookup = venue.lookup.bind(venue);
    venue.lookup = (id) => (silent ? Promise.resolve({ outcome: 'unknown', detail: 'silent' }) : lookup(id));
  };

  test.each([
    ['what works there', silentAboutItsList],
    ['what became of an order that works here', silentAboutOneOrder],
  ])('F-O26 trading stays paused while the venue does not say %s, and goes on with the answer', async (_, prepare) => {
    const storage = openMemory();
    const before = await startPretendDesk({ storage, seed: SEED });
    const working = async () => (await before.venue.openOrders())[0]?.clientOrderId;
    while ((await working()) === undefined) await before.run.next();
    await before.desk.stop();
    await before.close();
    // Nobody was there to hear of it.
    await before.venue.cancel((await working()) ?? '');

    const desk = await startPretendDesk({ storage, seed: SEED, prepare });
    expect(await pausesIn(storage)).toEqual(['startup']);
    await desk.run.next();
    expect(await pausesIn(storage)).toEqual(['startup']);
    silent = false;
    await desk.run.next();
    expect(await pausesIn(storage)).toEqual([]);
    await desk.close();
  });

  test('F-O17 what ended by our books and works at the venue is cancelled there', async () => {
    const storage = openMemory();
    const { desk, terms } = await deskWithAnEndedEntry(storage);
    // A real venue would not take it up again; ours may, and so shows what a lost end would look like.
    const far = { ...terms, price: '0.01', quantity: '1000', leverage: 1, timeInForce: 'GTC' as const };
    const { expiresAt: _none, ...order } = { ...far, side: 'buy' as const };
    await desk.venue.place({ order, deadline: desk.clock.now() + 5_000 });
    expect(await desk.venue.openOrders()).toContainEqual(
      expect.objectContaining({ clientOrderId: terms.clientOrderId }),
    );

    const again = await startPretendDesk({ storage, seed: SEED });
    expect(await again.venue.openOrders()).not.toContainEqual(
      expect.objectContaining({ clientOrderId: terms.clientOrderId }),
    );
    await again.close();
  });
});
