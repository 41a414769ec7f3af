/** The one connection for live events. The browser itself resumes it by the last event's id. */
import { apiUrl } from '../api/client.js';
import type { LiveFactView, MarketView, StatusView } from '../api/shapes.js';
import { addFact, setConnection, setMarkets, setStatus } from './live-store.js';

/** Longer than the desk is ever quiet: it says its status every few seconds. */
const SILENT_AFTER_MS = 15_000;
const RETRY_MS = 3_000;

let source: EventSource | undefined;
let lastSign = Date.now();
let opened = false;

const alive = (): void => {
  lastSign = Date.now();
  // The instant of the first sign stays, so that a steady connection changes nothing.
  if (!opened) setConnection({ state: 'live', since: lastSign });
  opened = true;
};

const listen = <T>(on: EventSource, name: string, take: (data: T) => void): void =>
  on.addEventListener(name, (event: MessageEvent<string>) => {
    alive();
    take(JSON.parse(event.data) as T);
  });

const connect = (): void => {
  source = new EventSource(apiUrl('/events'));
  source.addEventListener('open', alive);
  listen<LiveFactView>(source, 'fact', addFact);
  listen<readonly MarketView[]>(source, 'market', setMarkets);
  listen<StatusView>(source, 'status', setStatus);
  source.addEventListener('error', () => {
    opened = false;
    setConnection({ state: 'lost', since: lastSign });
    // The browser retries by itself unless the answer was an error; then it gives up for good.
    if (source?.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
  });
};

const watchSilence = (): void => {
  if (!opened || Date.now() - lastSign < SILENT_AFTER_MS) return;
  opened = false;
  setConnection({ state: 'silent', since: lastSign });
};

/** Called once, at the page's start. */
export const startLive = (): void => {
  connect();
  setInterval(watchSilence, 1_000);
};
