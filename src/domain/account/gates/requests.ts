import type { AccountState } from '../account.state.js';

/** More than anybody could still be retrying. */
export const REQUESTS_KEPT = 200;

/** An operator's request that was carried out is remembered by its id, so that a late retry does nothing. */
export const withRequest = (state: AccountState, data: object): AccountState => {
  const requestId = 'requestId' in data ? data.requestId : undefined;
  if (typeof requestId !== 'string') return state;
  return { ...state, requests: [...state.requests, requestId].slice(-REQUESTS_KEPT) };
};
