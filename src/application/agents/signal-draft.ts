import type { Direction, MissReason, SignalInputs } from '../../domain/signals/signal.events.js';
import type { RegimeReading } from '../../domain/market/regimes.js';

/** What an agent thinks, before it is recorded: the run, its validity and its time are the scheduler's. */
export interface SignalDraft {
  readonly direction: Direction;
  /** 0..1 */
  readonly confidence: number;
  readonly horizonMs: number;
  readonly reasons: readonly string[];
  readonly inputs: SignalInputs;
  readonly readings?: readonly RegimeReading[];
}

/** An agent that cannot say anything says so. */
export interface SignalMiss {
  readonly missed: MissReason;
  readonly detail: string;
}

export type AgentAnswer = SignalDraft | SignalMiss;

export const isMiss = (answer: AgentAnswer): answer is SignalMiss => 'missed' in answer;
