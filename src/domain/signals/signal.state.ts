import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { Regime } from '../market/regime.js';
import type { Direction, SignalFact } from './signal.events.js';

/** The last opinion, without its reasons and inputs: those stay in the fact. */
export interface LastSignal {
  readonly runId: string;
  readonly direction: Direction;
  readonly confidence: DecimalString;
  readonly recordedAt: UnixMs;
  readonly validUntil: UnixMs;
}

/** One agent's stream on one instrument. */
export interface SignalState {
  readonly lastRunId: string | null;
  readonly lastRunAt: UnixMs | null;
  /** Null after a missed run: an agent that failed has no opinion, also not the one it had before. */
  readonly signal: LastSignal | null;
  /** In force; only the regime agent's stream ever leaves `unknown`. */
  readonly regime: Regime;
}

export const INITIAL_SIGNAL_STATE: SignalState = { lastRunId: null, lastRunAt: null, signal: null, regime: 'unknown' };

export const evolveSignal = (state: SignalState, fact: SignalFact): SignalState => {
  switch (fact.type) {
    case 'SignalRecorded': {
      const { runId, direction, confidence, recordedAt, validUntil } = fact.data;
      const signal = { runId, direction, confidence, recordedAt, validUntil };
      return { ...state, lastRunId: runId, lastRunAt: recordedAt, signal };
    }
    case 'SignalMissed':
      return { ...state, lastRunId: fact.data.runId, lastRunAt: fact.data.recordedAt, signal: null };
    case 'ModelConsulted':
      return state;
    case 'RegimeChanged':
      return { ...state, regime: fact.data.to };
  }
};

/** The opinion that counts at `at`: expired ones do not. */
export const validSignal = (state: SignalState, at: UnixMs): LastSignal | null =>
  state.signal !== null && at < state.signal.validUntil ? state.signal : null;
