import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** `GET /api/v1/streams?name=`: one row per stream, by name. */
export interface StreamView {
  readonly stream: string;
  readonly category: string;
  readonly facts: number;
  readonly lastType: string;
  readonly lastAt: UnixMs;
  readonly lastPosition: Position;
}
