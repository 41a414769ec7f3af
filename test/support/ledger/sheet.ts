import { readFileSync } from 'node:fs';
import { type Exact, least, x } from '../recompute/exact.js';

/**
 * A spreadsheet as text: each line a cell, its formula and its value. Formulas know + - * ( ), numbers, other cells, and
 * SPLIT(total, part, whole): total x part / whole to 12 places, half to even, all of it where the part is the whole;
 * FLOOR2(v): down to the cent; MIN(a, b); IFGE(a, b, then, else). This evaluator shares no code with the program.
 */
export interface Cell {
  readonly formula: string;
  readonly value: string;
}
export type Sheet = ReadonlyMap<string, Cell>;

const LINE = /^([\w.]+),"=([^"]*)",(-?[\d.]+)$/;

export const readSheet = (file: string): Sheet => {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const [, cell, formula, value] = LINE.exec(line) ?? [];
      if (cell === undefined || formula === undefined || value === undefined) throw new Error(`no cell: ${line}`);
      return [cell, { formula, value }] as const;
    }),
  );
};

const PLACE = x('0.000000000001');
const HALF = x('0.0000000000005');
const CENT = x('0.01');

const split = (total: Exact, part: Exact, whole: Exact): Exact => {
  if (whole.isAtMost(part)) return total;
  const exact = total.times(part).over(whole);
  const down = exact.downTo(PLACE);
  const rest = exact.minus(down);
  if (rest.isBelow(HALF)) return down;
  const isOdd = BigInt(down.over(PLACE).toText()) % 2n === 1n;
  return HALF.isBelow(rest) || isOdd ? down.plus(PLACE) : down;
};

const call = (name: string, args: readonly Exact[]): Exact => {
  const [a = x(0), b = x(0), c = x(0), d = x(0)] = args;
  if (name === 'SPLIT') return split(a, b, c);
  if (name === 'FLOOR2') return a.downTo(CENT);
  if (name === 'MIN') return least(a, b);
  if (name === 'IFGE') return b.isAtMost(a) ? c : d;
  throw new Error(`no function ${name}`);
};

const TOKEN = /\s*([A-Za-z][\w.]*|\d+(?:\.\d+)?|[-+*(),])/y;

const tokensOf = (formula: string): string[] => {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < formula.length) {
    const token = TOKEN.exec(formula)?.[1];
    if (token === undefined) throw new Error(`no formula: ${formula}`);
    tokens.push(token);
  }
  return tokens;
};

/** What a formula gives; other cells are asked for their own value. */
class Reckoning {
  private next = 0;
  constructor(
    private readonly tokens: readonly string[],
    private readonly valueOf: (cell: string) => Exact,
  ) {}

  sum(): Exact {
    let value = this.product();
    for (;;) {
      if (this.takes('+')) value = value.plus(this.product());
      else if (this.takes('-')) value = value.minus(this.product());
      else return value;
    }
  }

  private product(): Exact {
    let value = this.one();
    while (this.takes('*')) value = value.times(this.one());
    return value;
  }

  private one(): Exact {
    const token = this.tokens[this.next++] ?? '';
    if (token === '(') return this.closed(this.sum());
    if (/^\d/.test(token)) return x(token);
    if (!this.takes('(')) return this.valueOf(token);
    const args = [this.sum()];
    while (this.takes(',')) args.push(this.sum());
    return this.closed(call(token, args));
  }

  private closed(value: Exact): Exact {
    if (!this.takes(')')) throw new Error(`a bracket is open in ${this.tokens.join('')}`);
    return value;
  }

  private takes(token: string): boolean {
    if (this.tokens[this.next] !== token) return false;
    this.next += 1;
    return true;
  }
}

/** Every cell reckoned anew from its formula; the values written beside them are not read. */
export const reckoned = (sheet: Sheet): ReadonlyMap<string, string> => {
  const known = new Map<string, Exact>();
  const valueOf = (cell: string): Exact => {
    const before = known.get(cell);
    if (before) return before;
    const formula = sheet.get(cell)?.formula;
    if (formula === undefined) throw new Error(`no cell ${cell}`);
    const value = new Reckoning(tokensOf(formula), valueOf).sum();
    known.set(cell, value);
    return value;
  };
  return new Map([...sheet.keys()].map((cell) => [cell, valueOf(cell).toText()]));
};
