import { UnknownPosition } from '../../../application/ports/event-store.port.js';
import type { Position } from '../../../domain/shared/fact.js';

/** Digits of a position: all safe integers fit, so that text order is log order. */
const WIDTH = 16;

/** The n-th fact of the log (1 is the first) as the text that readers keep. */
export const positionOf = (n: number): Position => n.toString().padStart(WIDTH, '0');

/** Back to the number; absent means "before the first". @throws UnknownPosition */
export const numberOf = (position: Position | undefined): number => {
  if (position === undefined) return 0;
  const n = Number(position);
  if (position.length !== WIDTH || !Number.isSafeInteger(n) || n < 0) {
    throw new UnknownPosition(position);
  }
  return n;
};
