import type { EventStore } from '../../src/application/ports/event-store.port.js';

/** How the properties let time pass. A store without a clock or a network has quicker ways than the wall clock. */
export interface Waits {
  /** A breath between two tries. */
  readonly pause: () => Promise<void>;
  /** As long as an idle connection must last, and as a greedy reader needs to show itself. */
  readonly idle: () => Promise<void>;
  /** Shorter than a waiting reader takes to look by itself: for what must come because the reader is woken. */
  readonly patience: () => Promise<'too late'>;
}

export interface StoreUnderTest {
  readonly store: EventStore;
  /** A second store object on the same data, as another process has it. Undefined where one can't exist. */
  readonly another?: () => Promise<EventStore>;
  /** Breaks every connection of the store. Undefined where there is none. */
  readonly interrupt?: () => Promise<void>;
  readonly waits?: Waits;
  /** MB (10^6 bytes) that it holds for its readers. Undefined: found out by collecting the garbage, which is slow. */
  readonly held?: () => number;
  readonly dispose: () => Promise<void>;
}

/** Makes an empty store that shares nothing with those made before. */
export type CreateStore = () => Promise<StoreUnderTest>;

/** One thing that every adapter must do: passes, or fails by an assertion. `create` is for a second, strange store. */
export type Property = (under: StoreUnderTest, create: CreateStore) => Promise<void>;

/** Properties by name. */
export type Properties = Readonly<Record<string, Property>>;

/** Timers that keep no process alive. */
const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(value), ms).unref();
  });

const WALL_CLOCK: Waits = {
  pause: () => after(20, undefined),
  idle: () => after(300, undefined),
  patience: () => after(4_000, 'too late'),
};

export const waitsOf = (under: StoreUnderTest): Waits => under.waits ?? WALL_CLOCK;

/** Lets everything that can go on go on once. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const given = <T>(means: T | undefined, name: string): T => {
  if (means === undefined) throw new Error(`this store under test offers no "${name}"`);
  return means;
};

export const anotherOf = (under: StoreUnderTest): Promise<EventStore> => given(under.another, 'another')();
export const interruptOf = (under: StoreUnderTest): (() => Promise<void>) => given(under.interrupt, 'interrupt');
