/** How a model's rulings on record change what the rules say of a conflict. */
import { dec, minOf, text, type DecimalString } from '../shared/decimal.js';
import type { Modification } from '../account/risk/verdict.js';
import { SETTLED_BY_MODELS, isSettleable, type Conflict } from './conflicts.js';
import type { KnownConflict, OpenCycle } from './decision.state.js';

/**
 * The conflict as the ruling ended it; as the rules end it where no ruling did, and then with what was wrong with those
 * that were given.
 */
export const asSettled = (conflict: Conflict, known: readonly KnownConflict[], calls: OpenCycle['calls']): Conflict => {
  const { kind, detail } = conflict;
  const record = known.find((each) => each.kind === kind);
  if (record === undefined || !isSettleable(kind)) return conflict;
  const { settled } = record;
  if (settled === undefined) {
    const faults = calls.filter((call) => call.purpose === 'ruling' && call.detail !== '');
    const said = faults.map((call) => `${call.member}: ${call.detail}`);
    return { ...conflict, resolution: [conflict.resolution, ...said].join('; ') };
  }
  const { outcome, by, modification, detail: why } = settled;
  const ends = outcome === 'wait' || outcome === 'abort';
  return {
    kind,
    detail,
    outcome,
    resolution: `${outcome} by ${by}: ${why}`,
    ...(ends ? { code: SETTLED_BY_MODELS[kind] } : {}),
    ...(modification === undefined ? {} : { modification }),
  };
};

const least = (values: readonly (DecimalString | undefined)[]): DecimalString | undefined => {
  const [first, ...rest] = values.flatMap((value) => (value === undefined ? [] : [dec(value)]));
  return first && text(minOf(first, ...rest));
};

/** Of several rulings on one trade the strictest of each kind. */
export const combined = (conflicts: readonly Conflict[]): Modification | undefined => {
  const all = conflicts.flatMap(({ modification }) => (modification === undefined ? [] : [modification]));
  if (all.length === 0) return undefined;
  const sizeFactor = least(all.map((each) => each.sizeFactor));
  const stopPct = least(all.map((each) => each.stopPct));
  const leverages = all.flatMap(({ maxLeverage }) => (maxLeverage === undefined ? [] : [maxLeverage]));
  return {
    ...(sizeFactor === undefined ? {} : { sizeFactor }),
    ...(leverages.length === 0 ? {} : { maxLeverage: Math.min(...leverages) }),
    ...(stopPct === undefined ? {} : { stopPct }),
  };
};
