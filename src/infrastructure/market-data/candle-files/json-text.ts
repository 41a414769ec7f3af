import { CandleFileError } from './candle-file-error.js';

/**
 * JSON whose numbers stay text. `JSON.parse` would send every price through a float, and Node 20 gives a reviver no
 * access to the source text. Words (null, true, false) come out as their text too: no candle can be made of them.
 */
export type JsonNode = string | JsonArray | JsonObject;

export class JsonArray {
  constructor(
    readonly items: readonly JsonNode[],
    /** Offset in the text, to tell the line. */
    readonly at: number,
  ) {}
}

export class JsonObject {
  constructor(
    readonly fields: ReadonlyMap<string, JsonNode>,
    readonly at: number,
  ) {}
}

const SCALAR = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|null|true|false|NaN|-?Infinity/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SPACE = /[ \t\r\n]*/y;
/** Candles lie four levels deep at most; a deeper file is not one of ours, and must not exhaust the stack. */
const DEEPEST = 8;

/** 1-based line of an offset. */
export const lineAt = (text: string, offset: number): number => {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
};

class Reader {
  private at = 0;
  private rowsDone = 0;

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {}

  document(): JsonNode {
    const node = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail('text after the end of the JSON value', 'nothing more');
    return node;
  }

  private value(depth: number): JsonNode {
    this.space();
    if (depth > DEEPEST) this.fail(`nested more than ${DEEPEST} deep`, 'an array of candle rows');
    const char = this.text[this.at];
    if (char === '[') return this.array(depth);
    if (char === '{') return this.object(depth);
    if (char === '"') return this.string();
    return this.take(SCALAR) ?? this.fail(this.found(), 'a JSON value');
  }

  private array(depth: number): JsonArray {
    const start = this.at++;
    const items: JsonNode[] = [];
    if (!this.skip(']')) {
      do items.push(this.value(depth + 1));
      while (this.skip(','));
      if (!this.skip(']')) this.fail(this.found(), '"," or "]"');
    }
    if (typeof items[0] === 'string') this.rowsDone++;
    return new JsonArray(items, start);
  }

  private object(depth: number): JsonObject {
    const start = this.at++;
    const fields = new Map<string, JsonNode>();
    if (!this.skip('}')) {
      do {
        this.space();
        const key = this.string();
        if (!this.skip(':')) this.fail(this.found(), '":"');
        fields.set(key, this.value(depth + 1));
      } while (this.skip(','));
      if (!this.skip('}')) this.fail(this.found(), '"," or "}"');
    }
    return new JsonObject(fields, start);
  }

  private string(): string {
    const quoted = this.take(STRING) ?? this.fail(this.found(), 'a string in quotes');
    return quoted.slice(1, -1);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private space(): void {
    if (this.text.charCodeAt(this.at) <= 32) this.take(SPACE);
  }

  private skip(char: string): boolean {
    this.space();
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private found(): string {
    return this.at >= this.text.length
      ? 'the file ends in the middle'
      : `found ${JSON.stringify(this.text.slice(this.at, this.at + 20))}`;
  }

  private fail(reason: string, expected: string): never {
    throw new CandleFileError({
      file: this.file,
      line: lineAt(this.text, this.at),
      row: this.rowsDone + 1,
      reason,
      expected,
    });
  }
}

/** Parses JSON, numbers kept as text. Throws CandleFileError with line and row. */
export const parseJsonText = (file: string, text: string): JsonNode => new Reader(file, text).document();
