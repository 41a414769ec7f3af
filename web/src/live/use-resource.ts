import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { getJson, withQuery } from '../api/client.js';
import type { Page } from '../api/shapes.js';
import { readLive } from './live-store.js';
import { readAgain, readResource, watchResource, type Concerns, type Reader, type Resource } from './resources.js';

const NONE: Resource<never> = { loading: false };

const useRead = <T>(key: string | undefined, path: string, reader: Reader<T>, concerns: Concerns): Resource<T> => {
  const subscribe = useCallback(
    (changed: () => void) =>
      key === undefined ? () => undefined : watchResource(key, path, reader, concerns, changed),
    [key, path, reader, concerns],
  );
  return useSyncExternalStore(subscribe, () => (key === undefined ? NONE : readResource(key))) as Resource<T>;
};

/** One answer, kept true: read again when facts arrive whose type `concerns` it. An undefined path reads nothing. */
export const useResource = <T>(path: string | undefined, concerns: Concerns): Resource<T> =>
  useRead<T>(path, path ?? '', getJson<T>, concerns);

/** As {@link useResource}, and asked again every `everyMs` while the line stands and somebody looks. */
export const useFreshResource = <T>(path: string, concerns: Concerns, everyMs: number): Resource<T> => {
  useEffect(() => {
    const timer = setInterval(() => {
      if (readLive().connection.state === 'live' && !document.hidden) readAgain(path);
    }, everyMs);
    return () => clearInterval(timer);
  }, [path, everyMs]);
  return useResource<T>(path, concerns);
};

/** All pages of a list up to `pages`: one after the other, because each holds the cursor of the next. */
const readPages =
  <T>(pages: number): Reader<Page<T>> =>
  async (path) => {
    const [route = '', query] = path.split('?');
    const items: T[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < pages; page += 1) {
      const parameters = { ...Object.fromEntries(new URLSearchParams(query)), cursor };
      const answer = await getJson<Page<T>>(withQuery(route, parameters));
      items.push(...answer.items);
      cursor = answer.nextCursor;
      if (cursor === undefined) break;
    }
    return cursor === undefined ? { items } : { items, nextCursor: cursor };
  };

const READERS = new Map<number, Reader<Page<unknown>>>();
const readerOf = (pages: number): Reader<Page<unknown>> => {
  const known = READERS.get(pages) ?? readPages<unknown>(pages);
  READERS.set(pages, known);
  return known;
};

export interface List<T> {
  readonly resource: Resource<Page<T>>;
  /** Absent when all is shown. */
  readonly more?: () => void;
}

/** A list that grows by pages and stays true as a whole. `pages`: how many to begin with. */
export const useList = <T>(path: string, concerns: Concerns, pages = 1): List<T> => {
  const [grown, setGrown] = useState({ path, pages });
  const shown = grown.path === path ? grown.pages : pages;
  const latest = useRead(`${path}#${shown}`, path, readerOf(shown), concerns) as Resource<Page<T>>;
  const before = useRead(shown > pages ? `${path}#${shown - 1}` : undefined, path, readerOf(shown - 1), undefined);
  // While the longer list is on its way the shorter one stays.
  const resource = latest.data === undefined && before.data ? (before as Resource<Page<T>>) : latest;
  const hasMore = latest.data?.nextCursor !== undefined;
  return hasMore ? { resource, more: () => setGrown({ path, pages: shown + 1 }) } : { resource };
};
