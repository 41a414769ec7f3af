/**
 * Money as text. The API sends decimals as plain digits; here they are added, multiplied and rounded as whole numbers
 * of their last place, because a binary float would show digits that nobody booked.
 */
interface Scaled {
  /** The value times 10^places. */
  readonly units: bigint;
  readonly places: number;
}

const PATTERN = /^([+-]?)(\d+)(?:\.(\d+))?$/;

const parse = (value: string): Scaled | undefined => {
  const match = PATTERN.exec(value);
  if (!match) return undefined;
  const fraction = match[3] ?? '';
  const units = BigInt(`${match[2] ?? '0'}${fraction}`);
  return { units: match[1] === '-' ? -units : units, places: fraction.length };
};

const write = ({ units, places }: Scaled): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = places > 0 ? `.${digits.slice(digits.length - places)}` : '';
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
};

const unitsAt = ({ units, places }: Scaled, wanted: number): bigint => units * 10n ** BigInt(wanted - places);

/** Rounds half away from zero. */
const divideUnits = (dividend: bigint, divisor: bigint): bigint => {
  const negative = dividend < 0n !== divisor < 0n;
  const [n, d] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
};

/** Applies `make` to the two numbers; undefined when one of them is none. */
const both = (a: string, b: string, make: (a: Scaled, b: Scaled) => Scaled | undefined): string | undefined => {
  const [x, y] = [parse(a), parse(b)];
  const made = x && y && make(x, y);
  return made && write(made);
};

export const isDecimal = (value: string): boolean => PATTERN.test(value);

export const add = (a: string, b: string): string | undefined =>
  both(a, b, (x, y) => {
    const places = Math.max(x.places, y.places);
    return { units: unitsAt(x, places) + unitsAt(y, places), places };
  });

export const negate = (value: string): string | undefined => {
  const parsed = parse(value);
  return parsed && write({ ...parsed, units: -parsed.units });
};

export const subtract = (a: string, b: string): string | undefined => {
  const negated = negate(b);
  return negated === undefined ? undefined : add(a, negated);
};

export const multiply = (a: string, b: string): string | undefined =>
  both(a, b, (x, y) => ({ units: x.units * y.units, places: x.places + y.places }));

/** Quotient with `places` decimals; undefined by zero. */
export const divide = (a: string, b: string, places: number): string | undefined =>
  both(a, b, (x, y) => {
    if (y.units === 0n) return undefined;
    const shift = places + y.places - x.places;
    const [up, down] = shift >= 0 ? [10n ** BigInt(shift), 1n] : [1n, 10n ** BigInt(-shift)];
    return { units: divideUnits(x.units * up, y.units * down), places };
  });

/** Exactly `places` decimals, half away from zero; text that is no number comes back as it is. */
export const round = (value: string, places: number): string => {
  const parsed = parse(value);
  if (!parsed) return value;
  if (parsed.places <= places) return write({ units: unitsAt(parsed, places), places });
  return write({ units: divideUnits(parsed.units, 10n ** BigInt(parsed.places - places)), places });
};

/** -1, 0 or 1; 0 for what is no number. */
export const signOf = (value: string | undefined): -1 | 0 | 1 => {
  const units = value === undefined ? 0n : (parse(value)?.units ?? 0n);
  return units > 0n ? 1 : units < 0n ? -1 : 0;
};

export const compare = (a: string, b: string): -1 | 0 | 1 => signOf(subtract(a, b));

/** Without the zeros behind the last digit that says something. */
export const trimmed = (value: string): string =>
  isDecimal(value) && value.includes('.') ? value.replace(/\.?0+$/, '') : value;
