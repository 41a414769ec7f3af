/** A reader of JSON that tells what JSON.parse forgives or cannot tell apart: a name twice, NaN, an end too early. */

export type JsonFault = 'cut-off' | 'not-a-number' | 'bad-name' | 'too-deep' | 'syntax';

export type JsonReading =
  | {
      readonly value: unknown;
      readonly end: number;
      /** The first name that stands twice in one object: what the value then is, nobody can say. */
      readonly twice?: string;
    }
  | { readonly fault: JsonFault; readonly detail: string };

const DEEPEST = 32;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NO_NUMBER = /[+-]?(?:NaN|Infinity|inf)\b/iy;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
/** Names that mean something else to JavaScript. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

class Fault extends Error {
  constructor(
    readonly fault: JsonFault,
    detail: string,
  ) {
    super(detail);
  }
}

class Reader {
  /** The first name that was there already. */
  twice: string | undefined;

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  get end(): number {
    return this.at;
  }

  value(depth = 0): unknown {
    if (depth > DEEPEST) throw new Fault('too-deep', `nested deeper than ${DEEPEST}`);
    this.take(SPACE);
    const next = this.text[this.at];
    if (next === undefined) throw new Fault('cut-off', 'it ends before it is complete');
    if (next === '{') return this.object(depth);
    if (next === '[') return this.list(depth);
    if (next === '"') return this.string();
    const wrong = this.take(NO_NUMBER);
    if (wrong !== '') throw new Fault('not-a-number', `${wrong} is not a number`);
    const word = this.take(WORD);
    if (word !== '') return WORDS[word];
    return this.number();
  }

  private number(): number {
    const digits = this.take(NUMBER);
    if (digits === '') throw this.unexpected();
    const value = Number(digits);
    if (!Number.isFinite(value)) throw new Fault('not-a-number', `${digits.slice(0, 40)} is beyond all numbers`);
    return value;
  }

  private object(depth: number): unknown {
    const found: Record<string, unknown> = {};
    this.at++;
    if (this.next('}')) return found;
    do {
      this.take(SPACE);
      if (this.text[this.at] !== '"') throw this.unexpected();
      const name = this.string();
      if (RESERVED.has(name)) throw new Fault('bad-name', `the name ${name} is not allowed`);
      if (Object.hasOwn(found, name)) this.twice ??= name.slice(0, 60);
      this.expect(':');
      found[name] = this.value(depth + 1);
    } while (this.next(','));
    this.expect('}');
    return found;
  }

  private list(depth: number): unknown {
    const found: unknown[] = [];
    this.at++;
    if (this.next(']')) return found;
    do found.push(this.value(depth + 1));
    while (this.next(','));
    this.expect(']');
    return found;
  }

  private string(): string {
    const from = this.at++;
    while (this.at < this.text.length && this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    if (this.at >= this.text.length) throw new Fault('cut-off', 'it ends inside a text');
    const quoted = this.text.slice(from, ++this.at);
    try {
      return JSON.parse(quoted) as string;
    } catch {
      throw new Fault('syntax', `no text of JSON: ${quoted.slice(0, 40)}`);
    }
  }

  /** Passes the sign if it comes next. */
  private next(sign: string): boolean {
    this.take(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.next(sign)) throw this.unexpected();
  }

  private unexpected(): Fault {
    return this.at >= this.text.length
      ? new Fault('cut-off', 'it ends before it is complete')
      : new Fault('syntax', `unexpected ${JSON.stringify(this.text.slice(this.at, this.at + 20))} at ${this.at}`);
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [''];
    this.at += found.length;
    return found;
  }
}

/** The JSON text that begins at `from`, and where it ends; what follows is the caller's affair. */
export const readJson = (text: string, from = 0): JsonReading => {
  const reader = new Reader(text, from);
  try {
    const value = reader.value();
    return { value, end: reader.end, ...(reader.twice !== undefined && { twice: reader.twice }) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault, detail: error.message };
    throw error;
  }
};
