/**
 * Answers of the API by path, shared by everything on the page that shows them, and read again when facts arrive that
 * concern them. The old answer stays until the new one is there, so that nothing flickers.
 */
import { Problem, withQuery } from '../api/client.js';
import { readLive, watchFacts, watchLive } from './live-store.js';

export interface Resource<T> {
  readonly data?: T;
  readonly problem?: Problem;
  readonly loading: boolean;
}

/** Facts by type that make an answer old; undefined: only a new connection does. */
export type Concerns = RegExp | undefined;
/** Reads the whole of what a path stands for. */
export type Reader<T> = (path: string) => Promise<T>;

interface Entry {
  readonly path: string;
  readonly reader: Reader<unknown>;
  readonly watchers: Map<() => void, Concerns>;
  state: Resource<unknown>;
  busy: boolean;
  timer?: ReturnType<typeof setTimeout> | undefined;
  readAt: number;
  /** Position of the newest fact that concerns it, when that is newer than the answer; '' to try again. */
  wanted?: string | undefined;
  epoch: number;
}

/** A figure that changes more often than this cannot be read anyway. */
const LEAST_MS = 1_000;
const RETRY_MS = 3_000;
const MOST_ENTRIES = 60;
const LOADING: Resource<never> = { loading: true };
const entries = new Map<string, Entry>();

const publish = (entry: Entry, state: Resource<unknown>): void => {
  entry.state = state;
  for (const watcher of entry.watchers.keys()) watcher();
};

const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('The answer of the desk cannot be read.', 0);

/** One read at a time: a slow desk is asked again after it has answered, never on top of it. */
const read = async (entry: Entry): Promise<void> => {
  entry.busy = true;
  entry.readAt = Date.now();
  entry.epoch = readLive().epoch;
  const wanted = entry.wanted;
  entry.wanted = undefined;
  try {
    const [path, query] = entry.path.split('?');
    // The answer must have come as far as the fact that made the old one wrong.
    const asked = !wanted ? {} : { minPosition: wanted };
    const full = withQuery(path ?? '', { ...Object.fromEntries(new URLSearchParams(query)), ...asked });
    publish(entry, { data: await entry.reader(full), loading: false });
  } catch (error) {
    const problem = asProblem(error);
    publish(entry, { ...entry.state, problem, loading: false });
    // What was refused will be refused again, until a fact changes it.
    if (problem.status < 400 || problem.status >= 500) entry.wanted ??= '';
  }
  entry.busy = false;
  // Whatever came meanwhile, and what went wrong, is asked once more.
  if (entry.wanted !== undefined) refresh(entry, entry.wanted === '' ? RETRY_MS : 0);
};

function refresh(entry: Entry, after = 0): void {
  if (entry.timer !== undefined) return;
  const wait = Math.max(after, entry.readAt + LEAST_MS - Date.now(), 0);
  entry.timer = setTimeout(() => {
    entry.timer = undefined;
    if (entry.watchers.size > 0 && !entry.busy) void read(entry);
  }, wait);
}

const forget = (): void => {
  for (const [key, entry] of entries) {
    if (entries.size <= MOST_ENTRIES) return;
    if (entry.watchers.size === 0) entries.delete(key);
  }
};

const entryOf = <T>(key: string, path: string, reader: Reader<T>): Entry => {
  const known = entries.get(key);
  if (known) return known;
  forget();
  const entry: Entry = { path, reader, watchers: new Map(), state: LOADING, busy: false, readAt: 0, epoch: -1 };
  entries.set(key, entry);
  return entry;
};

export const readResource = (key: string): Resource<unknown> => entries.get(key)?.state ?? LOADING;

/** Reads at once what was never read or may have grown old while nobody looked. */
export const watchResource = (
  key: string,
  path: string,
  reader: Reader<unknown>,
  concerns: Concerns,
  watcher: () => void,
): (() => void) => {
  const entry = entryOf(key, path, reader);
  const idle = entry.watchers.size === 0;
  entry.watchers.set(watcher, concerns);
  if (idle) refresh(entry);
  return () => {
    entry.watchers.delete(watcher);
  };
};

/** Asks again for what moves without a fact. */
export const readAgain = (key: string): void => {
  const entry = entries.get(key);
  if (entry !== undefined && entry.watchers.size > 0) refresh(entry);
};

watchFacts((facts) => {
  for (const entry of entries.values()) {
    const patterns = [...entry.watchers.values()].filter((pattern) => pattern !== undefined);
    const concerning = facts.filter(({ type }) => patterns.some((pattern) => pattern.test(type)));
    const newest = concerning.at(-1);
    if (newest === undefined) continue;
    entry.wanted = newest.position;
    refresh(entry);
  }
});

watchLive(() => {
  const { epoch } = readLive();
  for (const entry of entries.values()) {
    if (entry.watchers.size > 0 && entry.readAt > 0 && entry.epoch < epoch) refresh(entry);
  }
});
