import type { ModelConsultedData } from '../models/model-call.events.js';
import type { Decider } from '../shared/decider.js';
import { Dec, ONE, ZERO, parseDecimal, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { InstrumentId } from '../market/instrument.js';
import { nextRegime, type RegimeReading } from '../market/regimes.js';
import type { Regime } from '../market/regime.js';
import {
  DIRECTIONS,
  type Direction,
  type MissReason,
  type SignalAgent,
  type SignalFact,
  type SignalInputs,
  type SignalSource,
} from './signal.events.js';
import { INITIAL_SIGNAL_STATE, evolveSignal, type SignalState } from './signal.state.js';

interface Run {
  /** UUIDv5 of task and due time: the natural key. */
  readonly runId: string;
  readonly agent: SignalSource;
  readonly instrumentId: InstrumentId;
  readonly at: UnixMs;
  /** Calls of models that this run made, if it is the one to record them; committed with what came of them. */
  readonly consulted?: readonly ModelConsultedData[];
}

export interface RecordSignal extends Run {
  readonly type: 'RecordSignal';
  readonly direction: Direction;
  /** What the agent said, 0..1, unchecked; rounded down to four decimals. */
  readonly confidence: DecimalString | number;
  readonly horizonMs: number;
  readonly validityMs: number;
  readonly reasons: readonly string[];
  readonly inputs: SignalInputs;
  /** Of the regime agent only: the last two 1h readings. The stream's own memory decides what follows from them. */
  readonly readings?: readonly RegimeReading[];
  readonly modelCallIds: readonly string[];
}

export interface RecordMiss extends Run {
  readonly type: 'RecordMiss';
  readonly reason: MissReason;
  readonly detail: string;
}

export type SignalCommand = RecordSignal | RecordMiss;

/** Least validity by agent, ms. */
export const MIN_VALIDITY_MS: Readonly<Record<SignalAgent, number>> = {
  technical: 120_000,
  regime: 600_000,
  sentiment: 3_600_000,
};

/** Twice the task's present interval, at least the agent's own: a reader with the same interval always hears it. */
export const validityMs = (agent: SignalAgent, intervalMs: number): number =>
  Math.max(MIN_VALIDITY_MS[agent], 2 * intervalMs);

/** What a regime says about the direction: bull is long, bear is short, all else is neutral. */
export const directionOf = (regime: Regime): Direction =>
  regime === 'trending_bull' ? 'long' : regime === 'trending_bear' ? 'short' : 'flat';

const MOST_DECIMALS = 4;
const LEAST_DECIMALS = 2;

/** Rounded down: a confidence must not reach a floor by rounding. */
const confidenceText = (confidence: Dec): DecimalString => {
  const cut = confidence.toDecimalPlaces(MOST_DECIMALS, Dec.ROUND_DOWN);
  return cut.toFixed(Math.max(LEAST_DECIMALS, cut.decimalPlaces()));
};

const missed = (run: Run, reason: MissReason, detail: string): SignalFact => ({
  type: 'SignalMissed',
  data: { runId: run.runId, agent: run.agent, instrumentId: run.instrumentId, recordedAt: run.at, reason, detail },
});

/** What makes an answer no answer; undefined when it is one. */
const faultOf = (command: RecordSignal, confidence: Dec | undefined): string | undefined => {
  if (confidence === undefined) return `confidence is not a number: ${String(command.confidence)}`;
  if (confidence.lt(ZERO) || confidence.gt(ONE)) return `confidence ${confidence.toFixed()} is not within 0..1`;
  if (!DIRECTIONS.includes(command.direction)) return `unknown direction: ${String(command.direction)}`;
  if (!(command.validityMs > 0)) return `validity of ${command.validityMs} ms`;
  return undefined;
};

const record = (command: RecordSignal, state: SignalState): readonly SignalFact[] => {
  const confidence = parseDecimal(command.confidence);
  const fault = faultOf(command, confidence);
  if (confidence === undefined || fault !== undefined) return [missed(command, 'invalid_answer', fault ?? '')];
  const { runId, agent, instrumentId, horizonMs, reasons, inputs, modelCallIds, at, readings } = command;
  const regime = readings === undefined ? undefined : nextRegime(state.regime, readings);
  const signal: SignalFact = {
    type: 'SignalRecorded',
    data: {
      runId,
      agent,
      instrumentId,
      direction: regime === undefined ? command.direction : directionOf(regime),
      confidence: confidenceText(confidence),
      horizonMs,
      recordedAt: at,
      validUntil: at + command.validityMs,
      reasons,
      inputs,
      ...(regime === undefined ? {} : { regime }),
      modelCallIds,
    },
  };
  if (regime === undefined || readings === undefined || regime === state.regime) return [signal];
  return [signal, { type: 'RegimeChanged', data: { runId, instrumentId, from: state.regime, to: regime, readings } }];
};

const decide = (command: SignalCommand, state: SignalState): readonly SignalFact[] => {
  if (command.runId === state.lastRunId) return [];
  // A late answer of an older run must not take the place of a newer opinion.
  if (state.lastRunAt !== null && command.at < state.lastRunAt) return [];
  const consulted = (command.consulted ?? []).map((data): SignalFact => ({ type: 'ModelConsulted', data }));
  const said =
    command.type === 'RecordMiss' ? [missed(command, command.reason, command.detail)] : record(command, state);
  return [...consulted, ...said];
};

/** The opinion log of one agent on one instrument. */
export const signalDecider: Decider<SignalCommand, SignalState, SignalFact> = {
  category: 'signal',
  initialState: INITIAL_SIGNAL_STATE,
  stateVersion: 1,
  evolve: evolveSignal,
  decide,
};
