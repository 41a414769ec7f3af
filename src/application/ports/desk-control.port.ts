import type { Position } from '../../domain/shared/fact.js';

export interface Commanded {
  /** Of the command's last fact; the newest of the log when it changed nothing. Readers may wait for it. */
  readonly position: Position;
}

export interface Instruction {
  /** One sentence; it stands in the fact. */
  readonly reason: string;
  /** The caller's own id of this request: the same again does nothing. */
  readonly requestId: string;
}

/** What an operator may order. Each is idempotent by state as well: a halted desk is halted once. */
export abstract class DeskControl {
  abstract halt(instruction: Instruction): Promise<Commanded>;
  abstract clearHalt(instruction: Instruction): Promise<Commanded>;
  abstract pause(instruction: Instruction): Promise<Commanded>;
  abstract resume(instruction: Instruction): Promise<Commanded>;
}
