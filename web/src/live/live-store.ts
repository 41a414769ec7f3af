/**
 * What the desk pushes, as one immutable snapshot that changes at most once a frame: at 60 market seconds a second a
 * render for each message would leave no time to read.
 */
import type { LiveFactView, MarketView, StatusView } from '../api/shapes.js';

export interface Connection {
  /** `silent`: the line stands but nothing comes over it, which is as bad as no line. */
  readonly state: 'connecting' | 'live' | 'silent' | 'lost';
  /** The viewer's clock, unix ms: the last sign of life, or the page's start. */
  readonly since: number;
}

export interface LiveSnapshot {
  readonly connection: Connection;
  readonly status?: StatusView;
  readonly markets: Readonly<Record<string, MarketView>>;
  /** Rises with each new connection: what was read before it may have missed something. */
  readonly epoch: number;
}

type FactListener = (facts: readonly LiveFactView[]) => void;

let snapshot: LiveSnapshot = { connection: { state: 'connecting', since: Date.now() }, markets: {}, epoch: 0 };
let pending: Partial<LiveSnapshot> = {};
let pendingFacts: LiveFactView[] = [];
let scheduled = false;
const listeners = new Set<() => void>();
const factListeners = new Set<FactListener>();

const flush = (): void => {
  scheduled = false;
  snapshot = { ...snapshot, ...pending };
  pending = {};
  const facts = pendingFacts;
  pendingFacts = [];
  if (facts.length > 0) for (const listener of factListeners) listener(facts);
  for (const listener of listeners) listener();
};

const schedule = (): void => {
  if (scheduled) return;
  scheduled = true;
  // A hidden page gets no frames; it still has to let go of what has come.
  if (document.hidden) setTimeout(flush, 1_000);
  else requestAnimationFrame(flush);
};

export const readLive = (): LiveSnapshot => snapshot;

export const watchLive = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Called once a frame with all facts that have come since. */
export const watchFacts = (listener: FactListener): (() => void) => {
  factListeners.add(listener);
  return () => factListeners.delete(listener);
};

export const setConnection = (connection: Connection): void => {
  const current = pending.connection ?? snapshot.connection;
  if (current.state === connection.state && current.since === connection.since) return;
  const opened = connection.state === 'live' && current.state !== 'live' && current.state !== 'silent';
  pending = { ...pending, connection, ...(opened && { epoch: snapshot.epoch + 1 }) };
  schedule();
};

export const setStatus = (status: StatusView): void => {
  pending = { ...pending, status };
  schedule();
};

export const setMarkets = (views: readonly MarketView[]): void => {
  const known = pending.markets ?? snapshot.markets;
  pending = {
    ...pending,
    markets: { ...known, ...Object.fromEntries(views.map((view) => [view.instrumentId, view])) },
  };
  schedule();
};

export const addFact = (fact: LiveFactView): void => {
  pendingFacts.push(fact);
  schedule();
};
