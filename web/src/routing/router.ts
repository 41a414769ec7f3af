/** Real addresses over the history API. Paths here are without the base: `/desk`, `/decisions/<cycleId>`. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const base = new URL('.', document.baseURI).pathname.replace(/\/$/, '');

const notify = (): void => {
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', notify);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const hrefOf = (path: string): string => `${base}${path}`;

export const navigate = (path: string, how: 'push' | 'replace' = 'push'): void => {
  if (how === 'push') window.history.pushState(null, '', hrefOf(path));
  else window.history.replaceState(null, '', hrefOf(path));
  notify();
};

const currentPath = (): string => window.location.pathname.slice(base.length) || '/';

export const usePath = (): string => useSyncExternalStore(subscribe, currentPath);

/** One value of the query, and how to set it (the address changes with it, so that a view can be sent to a colleague). */
export const useQueryValue = (name: string): readonly [string | undefined, (value: string | undefined) => void] => {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const value = new URLSearchParams(search).get(name) ?? undefined;
  const set = (wanted: string | undefined): void => {
    const query = new URLSearchParams(window.location.search);
    if (wanted === undefined || wanted === '') query.delete(name);
    else query.set(name, wanted);
    const text = query.toString().replaceAll('%2F', '/');
    navigate(`${currentPath()}${text === '' ? '' : `?${text}`}`, 'replace');
  };
  return [value, set];
};
