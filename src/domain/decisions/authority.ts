/** Who may say what, highest first. The risk engine's part is a veto: it never proposes. */
export const AUTHORITIES = [
  'risk-engine',
  'operator',
  'coordinator',
  'trading-decision',
  'portfolio-rebalance',
  'sentiment',
  'technical',
  'regime',
] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** 0 is the highest. */
export const rankOf = (authority: Authority): number => AUTHORITIES.indexOf(authority);

export interface Standing<T> {
  readonly stands: T;
  readonly yields: T;
}

/**
 * Of two instructions that cannot both hold, the one of the higher authority stands. Between equals the one that was
 * there first stands: what is being carried out is not overturned by a peer.
 */
export const whichStands = <T extends { readonly by: Authority }>(present: T, newcomer: T): Standing<T> =>
  rankOf(newcomer.by) < rankOf(present.by)
    ? { stands: newcomer, yields: present }
    : { stands: present, yields: newcomer };
