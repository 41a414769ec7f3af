import { ConcurrencyError } from '../../src/application/ports/event-store.port.js';
import { collect } from '../support/facts.js';
import { aFact, namesOf, numbered, someFacts, versionsOf } from './named-facts.js';
import type { Properties } from './store-under-test.js';

/** What JSON would drop, change or choke on. */
const unstorable = (): readonly unknown[] => {
  const cycle: Record<string, unknown> = {};
  cycle.self = { cycle };
  const nested = [{ a: { b: undefined } }, { a: 1n }, { a: () => 1 }, { a: [Number.NaN] }, { a: Infinity }];
  return [...nested, { a: new Date(0) }, new Map(), undefined, cycle];
};

/** The event store contract about appends: numbers, atomicity, conflicts, refusals. */
export const appending = {
  'numbers the facts of a stream from 0 and tells the last number': async ({ store }) => {
    const first = await store.append('order-1', someFacts(2, 'a'), 'none');
    const second = await store.append('order-1', someFacts(3, 'b'), 1);
    expect([first.version, second.version]).toEqual([1, 4]);
    expect(versionsOf(await collect(store.readStream('order-1')))).toEqual([0, 1, 2, 3, 4]);
  },

  'tells the position of the last fact of an append': async ({ store }) => {
    const first = await store.append('order-1', someFacts(2, 'a'), 'none');
    const second = await store.append('order-1', someFacts(3, 'b'), 1);
    const positions = (await collect(store.readAll())).map((fact) => fact.position);
    expect([first.position, second.position]).toEqual([positions[1], positions[4]]);
  },

  'returns the facts as they will be read': async ({ store }) => {
    const first = await store.append('order-1', someFacts(2, 'a'), 'none');
    const second = await store.append('order-1', someFacts(1, 'b'), 1);
    expect([...first.facts, ...second.facts]).toEqual(await collect(store.readStream('order-1')));
  },

  'leaves nothing of a batch with one unstorable fact': async ({ store }) => {
    const bad = [aFact('a0'), aFact('a1', { price: undefined })];
    await expect(store.append('order-1', bad, 'none')).rejects.toThrow('price');
    expect(await collect(store.readAll())).toEqual([]);
  },

  'F-S4 refuses every wrong expected version and writes nothing': async ({ store }) => {
    await expect(store.append('order-1', [aFact('x')], 0)).rejects.toThrow(ConcurrencyError);
    await store.append('order-1', someFacts(3, 'a'), 'none');
    for (const expected of ['none', 0, 1, 3, 7] as const)
      await expect(store.append('order-1', [aFact('x')], expected)).rejects.toThrow(ConcurrencyError);
    expect(await collect(store.readAll())).toHaveLength(3);
  },

  'F-S4 says what a refused append expected and what it found': async ({ store }) => {
    const refused = (expected: number | 'none') => expect(store.append('order-1', [aFact('x')], expected)).rejects;
    await refused(0).toMatchObject({ stream: 'order-1', expected: 0, actual: 'none' });
    await store.append('order-1', someFacts(3, 'a'), 'none');
    await refused('none').toMatchObject({ stream: 'order-1', expected: 'none', actual: 2 });
    await refused(1).toMatchObject({ stream: 'order-1', expected: 1, actual: 2 });
  },

  'F-S4 lets exactly one of 50 racers win': async ({ store }) => {
    const racers = numbered(50, 'racer').map((name) => store.append('order-1', [aFact(name)], 'none'));
    const lost = (await Promise.allSettled(racers)).filter((result) => result.status === 'rejected');
    expect(lost).toHaveLength(49);
    for (const { reason } of lost) expect(reason).toBeInstanceOf(ConcurrencyError);
    expect(await collect(store.readAll())).toHaveLength(1);
  },

  'F-S4 lets 20 racers through that each read and try again, without a gap': async ({ store }) => {
    await store.append('order-1', [aFact('first')], 'none');
    const race = async (name: string): Promise<void> => {
      for (let tries = 0; tries < 30; tries++) {
        const last = (await collect(store.readStream('order-1'))).at(-1);
        try {
          await store.append('order-1', [aFact(name)], last?.version ?? 'none');
          return;
        } catch (error) {
          if (!(error instanceof ConcurrencyError)) throw error;
        }
      }
    };
    await Promise.all(numbered(20, 'r').map(race));
    const facts = await collect(store.readStream('order-1'));
    expect(versionsOf(facts)).toEqual(Array.from({ length: 21 }, (_, i) => i));
    expect([...namesOf(facts)].sort()).toEqual(['first', ...numbered(20, 'r')].sort());
  },

  'answers appends that arrive together each for itself': async ({ store }) => {
    await store.append('order-taken', [aFact('there')], 'none');
    const appends = numbered(10, 's').flatMap((name) => [
      store.append(`order-${name}`, [aFact(name)], 'none'),
      store.append('order-taken', [aFact(`late.${name}`)], 'none'),
      store.append(`order-${name}`, [aFact(`bad.${name}`, { price: undefined })], 0),
    ]);
    const outcomes = (await Promise.allSettled(appends)).map((result) => result.status);
    expect(outcomes).toEqual(numbered(10, '').flatMap(() => ['fulfilled', 'rejected', 'rejected']));
    expect(await collect(store.readAll())).toHaveLength(11);
  },

  'refuses data that JSON would lose': async ({ store }) => {
    for (const data of unstorable())
      await expect(store.append('order-1', [{ ...aFact('a'), data }], 'none')).rejects.toThrow(/not JSON|cycle/);
    expect(await collect(store.readAll())).toEqual([]);
  },

  'refuses an append of no facts': async ({ store }) => {
    await expect(store.append('order-1', [], 'none')).rejects.toThrow(/at least one/);
  },

  'refuses a stream name without category and id': async ({ store }) => {
    for (const name of ['order', '-1', ''])
      await expect(store.append(name, [aFact('a')], 'none')).rejects.toThrow(/stream name/);
  },
} satisfies Properties;
