/** How long a model may take to settle a conflict. */
import type { UnixMs } from '../shared/time.js';

/** From the detection to the end of the last ruling, ms; shared by all arbiters. */
export const RULING_DEADLINE_MS = 10_000;

/** For one arbiter, in the order in which they are asked; the first leaves the second its time (F-D17). */
export const RULING_PATIENCE_MS = [6_000, 4_000] as const;

/** Patience with the arbiter at `index`, ms; those beyond the second are as patient with as with that one. */
export const patienceWith = (index: number): number => RULING_PATIENCE_MS[index === 0 ? 0 : 1];

/** From the detection to `at`, ms. */
export const sinceDetection = (dueAt: UnixMs, at: UnixMs): number => Math.max(0, at - (dueAt - RULING_DEADLINE_MS));
