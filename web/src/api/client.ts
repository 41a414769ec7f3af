/** The one place that asks the API. Answers are trusted to have their documented shape; errors become sentences. */

/** An answer that is no answer, as problem+json says it. */
export class Problem extends Error {
  constructor(
    message: string,
    /** HTTP status; 0 when nothing answered. */
    readonly status: number,
  ) {
    super(message);
  }
}

/** Beside the page, wherever a proxy has put it. */
export const apiUrl = (path: string): string => new URL(`api/v1${path}`, document.baseURI).href;

const said = (body: unknown, key: string): string | undefined => {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const problemOf = async (response: Response): Promise<Problem> => {
  const body: unknown = await response.json().catch(() => undefined);
  const message = said(body, 'detail') ?? said(body, 'title') ?? `The desk answered with status ${response.status}.`;
  return new Problem(message, response.status);
};

const ask = async <T>(path: string, init: RequestInit): Promise<T> => {
  let response: Response;
  try {
    response = await fetch(apiUrl(path), init);
  } catch {
    throw new Problem('The desk does not answer. Is it running?', 0);
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
};

/** Throws {@link Problem} for anything but a good answer. */
export const getJson = <T>(path: string): Promise<T> => ask<T>(path, { headers: { accept: 'application/json' } });

/** As {@link getJson}, for what changes something. */
export const postJson = <T>(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<T> =>
  ask<T>(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** `/orders` and `{ state: 'working', cursor: undefined }` as one path; what is undefined or empty is left out. */
export const withQuery = (path: string, query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
};
