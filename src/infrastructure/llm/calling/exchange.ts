/** One request and its response at the level of HTTP, whatever the vendor's client makes of it. */

/** An answer has a few kB; more is not read. */
export const MOST_BYTES = 256 * 1024;

export type Exchanged =
  | { readonly kind: 'response'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly kind: 'too-large'; readonly status: number }
  /** The body ended before its end. */
  | { readonly kind: 'broken'; readonly status: number; readonly detail: string }
  /** No response. `wasSent` is false only where it surely was not. */
  | { readonly kind: 'failed'; readonly wasSent: boolean; readonly detail: string };

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The innermost code or message: what a client wraps around it says less. */
const causeOf = (error: unknown): { readonly code: string; readonly message: string } => {
  let at = error ?? {};
  let { cause } = at as { cause?: unknown };
  while (typeof cause === 'object' && cause !== null) {
    at = cause;
    ({ cause } = at as { cause?: unknown });
  }
  const { code, message } = at as { code?: unknown; message?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : 'for no known reason',
  };
};

/** Undefined where the body is larger than anything we read. */
const bodyOf = async (response: Response): Promise<string | undefined> => {
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  if (!reader) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MOST_BYTES) {
      void reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
};

/** What the vendor's client fetches with; keeps what happened, because the client's own errors tell less. */
export class HttpExchange {
  private happened: Exchanged | undefined;

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    let response: Response;
    try {
      // A redirect would take the key to where nobody meant it to go.
      response = await fetch(input, { ...init, redirect: 'error' });
    } catch (error) {
      const { code, message } = causeOf(error);
      const detail = `no response: ${code === '' ? message : code}`;
      this.happened = { kind: 'failed', wasSent: !NEVER_SENT.has(code), detail };
      throw error;
    }
    const { status, headers } = response;
    let text: string | undefined;
    try {
      text = await bodyOf(response);
    } catch (error) {
      const { code, message } = causeOf(error);
      this.happened = { kind: 'broken', status, detail: `the body broke off: ${code === '' ? message : code}` };
      throw error;
    }
    if (text === undefined) {
      this.happened = { kind: 'too-large', status };
      throw new Error('the body is too large');
    }
    this.happened = { kind: 'response', status, headers, text };
    return new Response(status === 204 ? null : text, { status, headers });
  };

  /** What came of it, after the client has given up or answered with `error`. */
  outcome(error?: unknown): Exchanged {
    return this.happened ?? { kind: 'failed', wasSent: false, detail: `not sent: ${causeOf(error).message}` };
  }
}

/** Runs a call of the vendor's client and says what happened on the line. Never rejects. */
export const exchanged = async (call: (fetch: HttpExchange['fetch']) => Promise<unknown>): Promise<Exchanged> => {
  const exchange = new HttpExchange();
  try {
    await call(exchange.fetch);
    return exchange.outcome();
  } catch (error) {
    return exchange.outcome(error);
  }
};
