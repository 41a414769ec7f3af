/** Why a leg came to nothing: the closed list of `CycleAbandoned` codes, in the order in which a leg is looked at. */
export const ABANDON_CODES = [
  /** Nobody could vote, or no stop can be set: no price, no technical signal, no ATR. */
  'NO_DATA',
  /** Every vote on the panel had its stop or target on the wrong side of its entry. */
  'WRONG_SIDE_LEVELS',
  /** Every vote on the panel had its entry too far from the market. */
  'ENTRY_TOO_FAR',
  /** Not more than half of the panel gave a valid vote. */
  'NO_QUORUM',
  /** No action has more than half of the valid votes. */
  'NO_MAJORITY',
  'HOLD',
  /** The panel wants to close what is not open. */
  'NOTHING_TO_CLOSE',
  /** More advisers oppose the direction than agree with it. */
  'OPPOSED',
  'CONFLICT_STALE',
  'CONFLICT_ADVISERS',
  'CONFLICT_REGIME',
  'CONFLICT_CROSS_INSTRUMENT',
] as const;
export type AbandonCode = (typeof ABANDON_CODES)[number];

export interface Abandonment {
  readonly code: AbandonCode;
  readonly detail: string;
}
