import type { NoReply } from './wire.js';

/** After the first sending. */
export const MOST_RETRIES = 2;
const FIRST_PAUSE_MS = 500;

/**
 * How long to wait before it is sent again; undefined where it is not: what may have cost money is never repeated, and a
 * pause that leaves no time within the deadline is not begun (F-D9).
 */
export const pauseBeforeRetry = (reply: NoReply, retries: number, remainingMs: number): number | undefined => {
  if (!reply.mayRetry || reply.mayCost || retries >= MOST_RETRIES) return undefined;
  const pause = Math.max(FIRST_PAUSE_MS * 2 ** retries, reply.retryAfterMs ?? 0);
  return pause < remainingMs ? pause : undefined;
};
