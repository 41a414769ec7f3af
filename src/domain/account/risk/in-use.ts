import { text, type Dec, type DecimalString } from '../../shared/decimal.js';

/** A limit and how much of it is used, in the same unit. All are absent while equity is missing: that is not zero. */
export interface LimitInUse {
  readonly limit?: DecimalString;
  /** Signed where a direction counts. */
  readonly used?: DecimalString;
  /** |used| / limit: 1 is full. Absent where the limit is zero. */
  readonly share?: DecimalString;
}

/** For screens: no more digits than anybody reads. */
export const shown = (value: Dec): DecimalString => text(value.toDecimalPlaces(8));

export const shareOf = (used: Dec | undefined, limit: Dec | undefined): DecimalString | undefined =>
  used && limit?.gt(0) ? text(used.abs().div(limit).toDecimalPlaces(4)) : undefined;

export const inUse = (limit: Dec | undefined, used: Dec | undefined): LimitInUse => {
  const share = shareOf(used, limit);
  return {
    ...(limit && { limit: shown(limit) }),
    ...(used && { used: shown(used) }),
    ...(share !== undefined && { share }),
  };
};
