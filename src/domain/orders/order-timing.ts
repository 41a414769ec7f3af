import { stableMillionths } from '../shared/stable-id.js';
import { SECOND, type UnixMs } from '../shared/time.js';

/** The venue must not accept a submission later than this after it was permitted. */
export const SUBMIT_LIFE_MS = 5 * SECOND;
/** No answer this long after the permission: uncertain. */
export const ANSWER_LIFE_MS = 10 * SECOND;
/** From the deadline to the first look-up whose "absent" counts: by then a venue lists what it accepted. */
export const SETTLE_MS = 30 * SECOND;
/** Between the two look-ups that prove that an order never arrived. */
export const SECOND_READ_MS = 5 * SECOND;
/** Between the two look-ups that prove that the venue has lost an order which it had accepted. */
export const LOST_READS_MS = 30 * SECOND;
export const MAX_ATTEMPTS = 3;
const RETRY_BASE_MS = SECOND;
/** Jitter adds up to this share of the pause, so that orders that failed together do not come back together. */
const RETRY_JITTER = 0.25;

/** Derived from the deadline alone: the same however and whenever the uncertainty was noticed. */
const settledAt = (deadline: UnixMs): UnixMs => deadline + SETTLE_MS;

/** When to ask about an uncertain order (again), unix ms. */
export const nextReadAt = (deadline: UnixMs, absentReads: readonly UnixMs[]): UnixMs => {
  const last = absentReads.at(-1);
  return last === undefined ? settledAt(deadline) : last + SECOND_READ_MS;
};

/** 1 s after the first attempt, 2 s after the second, plus jitter that is a pure function of its arguments. */
export const retryAt = (at: UnixMs, clientOrderId: string, attempt: number): UnixMs => {
  const pause = RETRY_BASE_MS * 2 ** (attempt - 1);
  const jitter = (pause * RETRY_JITTER * stableMillionths('order retry', clientOrderId, attempt)) / 1_000_000;
  return at + pause + Math.floor(jitter);
};
