import { StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import { openMemory, type Storage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { Pace } from '../../src/infrastructure/bootstrap/pace.js';
import { FlakyStore } from '../support/flaky-store.js';
import { startPretendDesk } from '../support/pretend-desk.js';
import { eventually } from '../support/read-side.js';

type Part = 'log' | 'checkpoints' | 'candles';

/** Memory whose parts can be taken away and given back. */
const storageThatLeaves = () => {
  const memory = openMemory();
  const { checkpoints, archive } = memory;
  const weather = { seed: 1, lost: 0, unanswered: 0 };
  const trouble: { of?: Part; error: () => Error } = {
    error: () => new StoreUnavailable('not-applied', 'No space left on device'),
  };
  const meet = async (part: Part): Promise<void> => {
    if (trouble.of === part) throw trouble.error();
  };
  const storage: Storage = {
    ...memory,
    store: new FlakyStore(memory.store, weather),
    checkpoints: {
      load: (listener) => checkpoints.load(listener),
      save: (listener, checkpoint) => meet('checkpoints').then(() => checkpoints.save(listener, checkpoint)),
    },
    archive: {
      read: (query) => archive.read(query),
      newest: (timeframe) => archive.newest(timeframe),
      append: (candles) => meet('candles').then(() => archive.append(candles)),
    },
  };
  const leave = (part: Part) => {
    trouble.of = part;
    weather.lost = part === 'log' ? 1 : 0;
  };
  const comeBack = () => {
    delete trouble.of;
    weather.lost = 0;
  };
  return { storage, trouble, leave, comeBack };
};

const pacedDesk = async () => {
  const { storage, ...weather } = storageThatLeaves();
  const trader = await startPretendDesk({ storage, seed: 7 });
  const seen = { red: undefined as string | undefined, steps: 0, failures: [] as unknown[], away: [] as number[] };
  const { run, desk, clock, close } = trader;
  const wasAway = desk.storeWasAway.bind(desk);
  desk.storeWasAway = (ms) => {
    seen.away.push(ms);
    wasAway(ms);
  };
  const pace = new Pace({
    ...{ run, desk, clock, speed: 1e9 },
    onStep: () => void seen.steps++,
    onTrouble: ({ message }) => (seen.red = message),
    onRecovery: () => (seen.red = undefined),
    onEnd: () => undefined,
    onFailure: (error) => seen.failures.push(error),
  });
  pace.start();
  return { pace, seen, close, ...weather };
};

describe('the pace while a part of the store is away', () => {
  it.each(['log', 'checkpoints', 'candles'] as const)('F-S10 waits for the %s, says so, and goes on', async (part) => {
    const { pace, seen, close, leave, comeBack } = await pacedDesk();
    leave(part);
    await eventually(() => seen.red !== undefined, 'trouble');
    const { steps } = seen;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(seen.steps).toBe(steps);
    comeBack();
    await eventually(() => seen.red === undefined && seen.steps > steps + 10, 'recovery');
    await pace.stop();
    await close();
    expect(seen.failures).toEqual([]);
    // What the log was not there for is told to the desk; candles can wait.
    if (part === 'log') expect(Math.max(...seen.away)).toBeGreaterThan(390);
    if (part === 'candles') expect(seen.away).toEqual([]);
  });

  it('F-S10 stops at once while the store is away', async () => {
    const { pace, seen, close, leave } = await pacedDesk();
    leave('log');
    await eventually(() => seen.red !== undefined, 'trouble');
    const begun = performance.now();
    await pace.stop();
    expect(performance.now() - begun).toBeLessThan(1_000);
    await close();
    expect(seen.failures).toEqual([]);
  });

  it('F-S10 ends loudly at any other error', async () => {
    const { pace, seen, close, leave, trouble } = await pacedDesk();
    const bug = new Error('null value in column "memory"');
    trouble.error = () => bug;
    leave('checkpoints');
    await eventually(() => seen.failures.length > 0, 'failure');
    expect(seen).toMatchObject({ failures: [bug], red: undefined });
    await pace.stop();
    await close();
  });
});
