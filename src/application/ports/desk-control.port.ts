import type { Position } from '../../domain/shared/fact.js';

export interface Commanded {
  /** Of the command's last fact; the newest of the log when it changed nothing. Readers may wait for it. */
  readonly position: Position;
}

/**
 * What an operator may order. `reason` is a sentence that stands in the fact; `requestId` is the caller's own id of the
 * request: the same once more does nothing (beside that, each is idempotent by state: a halted desk is halted once).
 */
export abstract class DeskControl {
  abstract halt(reason: string, requestId: string): Promise<Commanded>;
  abstract clearHalt(reason: string, requestId: string): Promise<Commanded>;
  abstract pause(reason: string, requestId: string): Promise<Commanded>;
  abstract resume(reason: string, requestId: string): Promise<Commanded>;
}
