import { useSyncExternalStore } from 'react';
import type { MarketView, StatusView } from '../api/shapes.js';
import { readLive, watchLive, type Connection } from './live-store.js';
import { useResource } from './use-resource.js';

export const useConnection = (): Connection => useSyncExternalStore(watchLive, () => readLive().connection);

const NEVER = undefined;

/** Of the last push, or the first read. */
export const useStatus = (): StatusView | undefined => {
  const pushed = useSyncExternalStore(watchLive, () => readLive().status);
  const read = useResource<StatusView>('/status', NEVER);
  return pushed ?? read.data;
};

export const useMarkets = (): Readonly<Record<string, MarketView>> => {
  const pushed = useSyncExternalStore(watchLive, () => readLive().markets);
  const read = useResource<readonly MarketView[] | { readonly items: readonly MarketView[] }>('/market', NEVER);
  if (Object.keys(pushed).length > 0 || read.data === undefined) return pushed;
  const views = 'items' in read.data ? read.data.items : read.data;
  return Object.fromEntries(views.map((view) => [view.instrumentId, view]));
};
