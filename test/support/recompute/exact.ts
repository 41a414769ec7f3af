/**
 * Exact arithmetic for recomputations: fractions of two BigInts, nothing is ever rounded but where a rule says so. It
 * shares no code with the program on purpose.
 */
export class Exact {
  private constructor(
    private readonly top: bigint,
    /** Above zero. */
    private readonly bottom: bigint,
  ) {}

  /** From decimal text without an exponent, or a whole number. */
  static of(value: string | number | bigint): Exact {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
    if (!match) throw new Error(`no plain decimal: ${String(value)}`);
    const [, sign = '', whole = '', rest = ''] = match;
    return new Exact(BigInt(`${sign}${whole}${rest}`), 10n ** BigInt(rest.length));
  }

  plus(other: Exact): Exact {
    return Exact.ratio(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }

  minus(other: Exact): Exact {
    return Exact.ratio(this.top * other.bottom - other.top * this.bottom, this.bottom * other.bottom);
  }

  times(other: Exact): Exact {
    return Exact.ratio(this.top * other.top, this.bottom * other.bottom);
  }

  over(other: Exact): Exact {
    const sign = other.top < 0n ? -1n : 1n;
    return Exact.ratio(sign * this.top * other.bottom, sign * this.bottom * other.top);
  }

  isBelow(other: Exact): boolean {
    return this.top * other.bottom < other.top * this.bottom;
  }

  isAtMost(other: Exact): boolean {
    return !other.isBelow(this);
  }

  /** Largest multiple of `step` that is not above. Values are positive here. */
  downTo(step: Exact): Exact {
    const { top, bottom } = this.over(step);
    return Exact.ratio(top / bottom, 1n).times(step);
  }

  upTo(step: Exact): Exact {
    const down = this.downTo(step);
    return down.isBelow(this) ? down.plus(step) : down;
  }

  /** Every digit; throws where they never end. */
  toText(): string {
    for (let places = 0; places <= 60; places++) {
      const scaled = this.top * 10n ** BigInt(places);
      if (scaled % this.bottom === 0n) return withPoint(scaled / this.bottom, places);
    }
    throw new Error('the digits do not end');
  }

  /** For messages and comparisons that need no exactness. */
  toNumber(): number {
    return Number(this.top) / Number(this.bottom);
  }

  /** In lowest terms: without that the digits of a long chain would grow for ever. */
  static ratio(top: bigint, bottom: bigint): Exact {
    let [a, b] = [top < 0n ? -top : top, bottom];
    while (b !== 0n) [a, b] = [b, a % b];
    return a === 0n ? new Exact(0n, 1n) : new Exact(top / a, bottom / a);
  }
}

const withPoint = (value: bigint, places: number): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(digits.length - places)}`;
  return value < 0n ? `-${text}` : text;
};

export const x = (value: string | number | bigint): Exact => Exact.of(value);
export const least = (first: Exact, ...rest: readonly Exact[]): Exact =>
  rest.reduce((best, each) => (each.isBelow(best) ? each : best), first);
export const greatest = (first: Exact, ...rest: readonly Exact[]): Exact =>
  rest.reduce((best, each) => (best.isBelow(each) ? each : best), first);
export const distance = (a: Exact, b: Exact): Exact => (a.isBelow(b) ? b.minus(a) : a.minus(b));
