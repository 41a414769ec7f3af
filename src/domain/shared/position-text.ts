import type { Position } from './fact.js';

/** What positions of all stores look like: digits with leading zeros, and a second such part where a store has two. */
export const POSITION_TEXT = /^\d{16,19}(\.\d{19})?$/;

/**
 * A position as a person types it, its leading zeros left out, in the width of `sample` (any position of the same log).
 * Undefined where it cannot be one.
 */
export const positionTyped = (typed: string, sample: Position): Position | undefined => {
  const [width = 0] = sample.split('.').map((part) => part.length);
  const parts = /^\d{1,19}(\.\d{1,19})?$/.test(typed) ? typed.split('.') : [];
  if (parts.length === 0 || parts.some((part) => part.length > width)) return undefined;
  return parts.map((part) => part.padStart(width, '0')).join('.');
};
