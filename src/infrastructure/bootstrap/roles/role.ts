import type { RoleSetting } from '../../config/config.js';

export type Part = Exclude<RoleSetting, 'all'>;

export const plays = (role: RoleSetting, part: Part): boolean => role === 'all' || role === part;

/** One active engine for each account. */
export const engineLease = (accountId: string): string => `engine ${accountId}`;
/** One writer for all read models of a database. */
export const PROJECTOR_LEASE = 'projector';
