/** The running desk could not do what it was asked, or there is none. */
export class DeskRefused extends Error {
  override readonly name = 'DeskRefused';
}

const ANSWER_MS = 10_000;

/** What an error answer says: the detail of problem+json, or its title, or the status alone. */
const wordsOf = async (response: Response): Promise<string> => {
  const body = (await response.json().catch(() => ({}))) as { readonly title?: unknown; readonly detail?: unknown };
  const words = [body.detail, body.title].find((text) => typeof text === 'string' && text !== '');
  return typeof words === 'string' ? words : `HTTP ${response.status}`;
};

/** Where a desk listens, and until when its answer is waited for. */
export interface DeskLine {
  readonly address: string;
  readonly signal: AbortSignal;
}

const speak = async <T>({ address, signal }: DeskLine, path: string, init: RequestInit): Promise<T> => {
  let response: Response;
  try {
    response = await fetch(`${address}/api/v1/${path}`, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
  } catch (error) {
    const { name } = error as Error;
    if (name === 'TimeoutError') throw new DeskRefused(`The desk at ${address} does not answer.`);
    if (name === 'AbortError') throw new DeskRefused('Interrupted: whether the desk did it, its log knows.');
    throw new DeskRefused(
      `No desk answers at ${address}: start it with "npm start", or name its port with --set http.port=PORT.`,
    );
  }
  if (!response.ok) throw new DeskRefused(`The desk refused: ${await wordsOf(response)}`);
  return (await response.json()) as T;
};

/** Posts a command to the desk's REST interface. @throws DeskRefused with one line */
export const askDesk = <T>(line: DeskLine, path: string, body: object, key?: string): Promise<T> => {
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) };
  return speak<T>(line, path, { method: 'POST', headers, body: JSON.stringify(body) });
};

/** Reads from the desk's REST interface. @throws DeskRefused with one line */
export const readDesk = <T>(line: DeskLine, path: string): Promise<T> => speak<T>(line, path, {});
