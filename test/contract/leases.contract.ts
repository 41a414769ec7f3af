import type { Checkpoints } from '../../src/application/ports/checkpoints.port.js';
import { LeaseLost, type Fence, type Leases } from '../../src/application/ports/leases.port.js';
import { eventually } from '../support/started-desk.js';

/** Two processes over one server. */
export interface LeasedPair {
  readonly mine: Leases;
  readonly theirs: Leases;
  /** Of mine; writes under a fence. */
  readonly checkpoints: Checkpoints;
}

const LONG = 60_000;
/** Over in a moment. */
const SHORT = 40;

const held = async (leases: Leases, name = 'engine'): Promise<Fence> => {
  const fence = await leases.take(name, 'me', LONG);
  if (!fence) throw new Error(`${name} is not free`);
  return fence;
};

/** Waits until a short lease has run out by the server's clock. */
const takenOver = (leases: Leases, name = 'engine'): Promise<Fence | undefined> =>
  eventually(
    () => leases.take(name, 'you', LONG),
    (fence) => fence !== undefined,
  );

/** All that an adapter of the leases port must do, by name. */
export const leasesProperties = {
  'one has it, and the other does not get it': async ({ mine, theirs }) => {
    expect(await mine.look(['engine'])).toEqual([]);
    expect(await held(mine)).toEqual({ lease: 'engine', token: 1 });
    expect(await theirs.take('engine', 'you', LONG)).toBeUndefined();
    expect(await mine.take('engine', 'me', LONG)).toBeUndefined();
    expect(await held(theirs, 'another')).toEqual({ lease: 'another', token: 1 });
    const seen = await theirs.look(['engine', 'nobody']);
    expect(seen).toEqual([{ name: 'engine', owner: 'me', token: 1, held: true, until: expect.any(Number) }]);
  },

  'F-C2 of fifty that come at once one gets it': async ({ mine, theirs }) => {
    const asked = Array.from({ length: 50 }, (_, n) => (n % 2 ? mine : theirs).take('engine', `racer ${n}`, LONG));
    expect((await Promise.all(asked)).filter((fence) => fence !== undefined)).toHaveLength(1);
  },

  'a release lets the other in at once, with a higher token': async ({ mine, theirs }) => {
    const first = await held(mine);
    await mine.release(first);
    expect(await theirs.look(['engine'])).toMatchObject([{ owner: 'me', token: 1, held: false }]);
    const second = await theirs.take('engine', 'you', LONG);
    expect(second).toEqual({ lease: 'engine', token: 2 });
    await mine.release(first);
    expect(await mine.look(['engine'])).toMatchObject([{ owner: 'you', token: 2, held: true }]);
  },

  'one that says nothing loses it when its time is up; one that renews does not': async ({ mine, theirs }) => {
    const silent = await mine.take('silent', 'me', SHORT);
    const alive = await mine.take('alive', 'me', SHORT);
    expect(await mine.renew(alive as Fence, LONG)).toBe(true);
    expect(await takenOver(theirs, 'silent')).toEqual({ lease: 'silent', token: 2 });
    expect(await theirs.take('alive', 'you', LONG)).toBeUndefined();
    expect(await mine.renew(silent as Fence, LONG)).toBe(false);
  },

  'one whose time was up holds on if nobody came meanwhile': async ({ mine, theirs }) => {
    const fence = await mine.take('engine', 'me', SHORT);
    await eventually(
      () => theirs.look(['engine']),
      ([lease]) => lease?.held === false,
    );
    expect(await mine.renew(fence as Fence, LONG)).toBe(true);
    expect(await theirs.take('engine', 'you', LONG)).toBeUndefined();
    expect(await theirs.look(['engine'])).toMatchObject([{ token: 1, held: true }]);
  },

  'F-S6 a stolen lease is lost at once: no renewal, no word, no checkpoint': async ({ mine, theirs, checkpoints }) => {
    const first = await held(mine);
    const at = (n: number) => ({ storeId: 'log', position: String(n), memory: { n } });
    await checkpoints.save('engine', at(1), first);
    expect(await mine.tell(first, { price: '1' })).toBe(true);
    const second = await theirs.seize('engine', 'you', LONG);
    expect(second.token).toBe(2);
    expect(await mine.renew(first, LONG)).toBe(false);
    expect(await mine.tell(first, { price: 'from the grave' })).toBe(false);
    await expect(checkpoints.save('engine', at(2), first)).rejects.toThrow(LeaseLost);
    expect(await checkpoints.load('engine')).toEqual(at(1));
    await expect(checkpoints.save('fresh', at(2), first)).rejects.toThrow(LeaseLost);
    expect(await checkpoints.load('fresh')).toBeUndefined();
    await checkpoints.save('engine', at(3), second);
    expect(await checkpoints.load('engine')).toEqual(at(3));
    expect(await theirs.look(['engine'])).toMatchObject([
      { owner: 'you', held: true, token: 2, told: { words: { price: '1' }, token: 1 } },
    ]);
  },

  'under a fence too the checkpoint of another log is left alone': async ({ mine, checkpoints }) => {
    const fence = await held(mine);
    await checkpoints.save('engine', { storeId: 'one', position: '7' }, fence);
    await expect(checkpoints.save('engine', { storeId: 'two', position: '1' }, fence)).rejects.toThrow(/another log/);
  },

  'a word is seen by others as it was said, and outlives the holder': async ({ mine, theirs }) => {
    const fence = await held(mine);
    await mine.tell(fence, { at: 1, text: '漢字 "quoted"', none: null });
    await mine.tell(fence, { at: 2, text: '漢字 "quoted"', none: null });
    await mine.release(fence);
    const told = { words: { at: 2, text: '漢字 "quoted"', none: null }, token: 1 };
    expect(await theirs.look(['engine'])).toMatchObject([{ held: false, told }]);
  },

  'F-S10 a process whose clock is an hour off, either way, has it no longer and no shorter': async ({
    mine,
    theirs,
  }) => {
    const real = Date.now;
    const off = jest.spyOn(Date, 'now');
    try {
      for (const hour of [3_600_000, -3_600_000]) {
        const name = `off by ${hour}`;
        off.mockImplementation(() => real() + hour);
        const fence = await mine.take(name, 'me', LONG);
        expect(await theirs.take(name, 'you', LONG)).toBeUndefined();
        const [lease] = await mine.look([name]);
        expect(Math.abs((lease?.until ?? 0) - real() - LONG)).toBeLessThan(30_000);
        await mine.renew(fence as Fence, SHORT);
        expect(await takenOver(theirs, name)).toEqual({ lease: name, token: 2 });
      }
    } finally {
      off.mockRestore();
    }
  },
} satisfies Readonly<Record<string, (pair: LeasedPair) => Promise<void>>>;

/** One test for each property; its name begins with the adapter's. */
export const leasesContract = (name: string, create: () => Promise<LeasedPair>): void => {
  for (const [property, holds] of Object.entries(leasesProperties))
    test(`${name}: ${property}`, async () => holds(await create()));
};
