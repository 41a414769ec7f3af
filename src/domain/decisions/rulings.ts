/**
 * What counts as a ruling on a conflict. A modification can only make a trade smaller or safer; whatever goes beyond is
 * refused as a whole, never pulled back into the range: who asks for more size has not understood the question.
 */
import { ONE, text, type DecimalString } from '../shared/decimal.js';
import { HIGHEST_LEVERAGE } from '../account/risk/modification.js';
import type { Modification } from '../account/risk/verdict.js';
import { isRecord, numberOf, shown } from './answer-fields.js';
import { RULING_OUTCOMES, type RulingOutcome } from './decision.events.js';
import type { OpenConflict } from './open-conflicts.js';

export interface Ruling {
  readonly on: OpenConflict;
  readonly outcome: RulingOutcome;
  readonly reason: string;
  readonly modification?: Modification;
}

export interface Rulings {
  readonly valid: readonly Ruling[];
  /** What was refused and why; one sentence each. */
  readonly faults: readonly string[];
}

const LONGEST_REASON = 500;

type Fields = Readonly<Record<string, unknown>>;
type Fault = { readonly fault: string };

const isOutcome = (value: unknown): value is RulingOutcome => RULING_OUTCOMES.some((outcome) => outcome === value);
const isThere = (value: unknown): boolean => value !== undefined && value !== null;

/** Of a field that is absent: undefined. */
const sizeFactorOf = (value: unknown): DecimalString | undefined | Fault => {
  if (!isThere(value)) return undefined;
  const factor = numberOf(value);
  return factor?.gte(0) && factor.lte(ONE) ? text(factor) : { fault: `size factor ${shown(value)} is not in 0..1` };
};

const leverageOf = (value: unknown): number | undefined | Fault => {
  if (!isThere(value)) return undefined;
  const isCeiling = typeof value === 'number' && Number.isInteger(value) && value >= 1;
  return isCeiling && value <= HIGHEST_LEVERAGE
    ? value
    : { fault: `leverage ${shown(value)} is not a whole number in 1..${HIGHEST_LEVERAGE}` };
};

const stopOf = (value: unknown, own: DecimalString): DecimalString | undefined | Fault => {
  if (!isThere(value)) return undefined;
  const distance = numberOf(value);
  return distance?.gt(0) && distance.lte(own)
    ? text(distance)
    : { fault: `stop distance ${shown(value)} is not above 0 and at most ${own}` };
};

const isFault = (value: unknown): value is Fault => isRecord(value) && 'fault' in value;

const modificationOf = (fields: Fields, on: OpenConflict): Modification | Fault => {
  const sizeFactor = sizeFactorOf(fields['sizeFactor']);
  const maxLeverage = leverageOf(fields['maxLeverage']);
  const stopPct = stopOf(fields['stopPct'], on.stopPct);
  if (isFault(sizeFactor)) return sizeFactor;
  if (isFault(maxLeverage)) return maxLeverage;
  if (isFault(stopPct)) return stopPct;
  if (sizeFactor === undefined && maxLeverage === undefined && stopPct === undefined)
    return { fault: 'modify without saying what' };
  return {
    ...(sizeFactor === undefined ? {} : { sizeFactor }),
    ...(maxLeverage === undefined ? {} : { maxLeverage }),
    ...(stopPct === undefined ? {} : { stopPct }),
  };
};

const rulingOf = (fields: Fields, on: OpenConflict): Ruling | Fault => {
  const { outcome, reason } = fields;
  if (!isOutcome(outcome)) return { fault: `unknown outcome ${shown(outcome)}` };
  if (typeof reason !== 'string' || reason.length > LONGEST_REASON) return { fault: 'the reason is no short text' };
  if (outcome !== 'modify') {
    const extra = ['sizeFactor', 'maxLeverage', 'stopPct'].find((name) => isThere(fields[name]));
    return extra === undefined ? { on, outcome, reason } : { fault: `${outcome} with a ${extra} contradicts itself` };
  }
  const modification = modificationOf(fields, on);
  if (isFault(modification)) return modification;
  return modification.sizeFactor === '0' ? { on, outcome: 'abort', reason } : { on, outcome, reason, modification };
};

const isAbout = (on: OpenConflict, { instrumentId, kind }: Fields): boolean =>
  on.instrumentId === instrumentId && on.kind === kind;

/**
 * What one answer settles of the conflicts that were asked about. A ruling on anything else spoils the whole answer: who
 * names the wrong trade may mean another one everywhere. Two rulings on one conflict contradict each other.
 */
export const readRulings = (answer: readonly unknown[], asked: readonly OpenConflict[]): Rulings => {
  const entries = answer.filter(isRecord);
  if (entries.length < answer.length) return { valid: [], faults: ['an entry is not an object'] };
  const foreign = entries.find((entry) => !asked.some((on) => isAbout(on, entry)));
  if (foreign !== undefined) {
    const { kind, instrumentId } = foreign;
    return { valid: [], faults: [`nobody asked about ${shown(kind)} of ${shown(instrumentId)}`] };
  }
  const read = asked.map((on): Ruling | Fault => {
    const [only, second] = entries.filter((entry) => isAbout(on, entry));
    const name = `${on.kind} of ${on.instrumentId}`;
    if (only === undefined) return { fault: `${name}: nothing said` };
    if (second !== undefined) return { fault: `${name}: ruled on more than once` };
    const ruling = rulingOf(only, on);
    return isFault(ruling) ? { fault: `${name}: ${ruling.fault}` } : ruling;
  });
  return {
    valid: read.filter((each): each is Ruling => !isFault(each)),
    faults: read.filter(isFault).map(({ fault }) => fault),
  };
};
