/** What a pretend provider does with one request. */

/** A request as the provider read it. */
export interface SeenRequest {
  /** 1 for the first. */
  readonly n: number;
  readonly model: string;
  readonly system: string;
  readonly user: string;
  /** Which form of answer its schema asks for: its one list. */
  readonly list: string;
  readonly maxTokens: number;
  /** Undefined where none was sent. */
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Counted {
  readonly input: number;
  readonly output: number;
}

export type Behaviour =
  /** A complete answer with this text; one JSON object is what the protocol's tool or schema takes. */
  | {
      readonly kind: 'says';
      readonly text: string;
      readonly tokens?: Counted;
      readonly answeredBy?: string;
      /** Why it ended, in the protocol's words; absent: by itself. */
      readonly end?: string;
    }
  | { readonly kind: 'refuses' | 'runs-out' | 'calls-tool' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly message?: string;
    }
  /** Status 200 with this body, whatever it is. */
  | { readonly kind: 'body'; readonly text: string; readonly type?: string }
  /** Half of a good body, and then the connection is gone. */
  | { readonly kind: 'half' }
  /** A byte now and then, for ever. */
  | { readonly kind: 'drips'; readonly everyMs: number }
  /** The connection is gone before any answer. */
  | { readonly kind: 'drops' }
  /** No answer for ever. */
  | { readonly kind: 'hangs' }
  | { readonly kind: 'later'; readonly afterMs: number; readonly then: Behaviour };

/** A list is used up in its order, and its last entry stands for all further requests. */
export type Script = readonly Behaviour[] | ((request: SeenRequest) => Behaviour | Promise<Behaviour>);

export const says = (value: unknown, tokens?: Counted): Behaviour => ({
  kind: 'says',
  text: typeof value === 'string' ? value : JSON.stringify(value),
  ...(tokens && { tokens }),
});

export const status = (code: number, headers?: Readonly<Record<string, string>>, message = 'no'): Behaviour => ({
  kind: 'status',
  status: code,
  message,
  ...(headers && { headers }),
});

export const later = (afterMs: number, then: Behaviour): Behaviour => ({ kind: 'later', afterMs, then });

export const scripted =
  (script: Script) =>
  async (request: SeenRequest): Promise<Behaviour> => {
    if (typeof script === 'function') return script(request);
    const entry = script[Math.min(request.n, script.length) - 1];
    if (!entry) throw new Error('an empty script');
    return entry;
  };
