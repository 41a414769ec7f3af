/** Who advises, how well and at what cost; what runs when; which parts of the desk work. */
import type { Pace } from '../../domain/coordinator/tasks.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { ModelConsultedData } from '../../domain/models/model-call.events.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** How often a direction was right, so long after the snapshot it was given on. */
export interface HorizonScoreView {
  readonly horizonMs: number;
  /** Calls whose price at the end of the horizon is known. */
  readonly known: number;
  readonly hits: number;
  /** `known - hits - misses` is how often the price stood where it had been. */
  readonly misses: number;
  /** Mean of (confidence - right)², 0 the best, 1 the worst; absent where nothing was right or wrong. */
  readonly brier?: DecimalString;
  /** Mean return in the direction that was called, percent. */
  readonly averageReturnPct?: DecimalString;
}

/** One voice on one instrument. */
export interface ScoreView {
  readonly who: string;
  /** An adviser's signal, a vote of the panel, or an outside agent that is never counted. */
  readonly role: 'adviser' | 'member' | 'outside';
  /** The model that was asked; absent where none is behind it. */
  readonly model?: string;
  readonly instrumentId: InstrumentId;
  /** All that it said, holding and closing included. */
  readonly opinions: number;
  /** Those with a direction: they are scored. */
  readonly calls: number;
  /** Calls whose direction the desk did not propose. */
  readonly overruled: number;
  readonly late: number;
  /** It was asked, and nothing that could be read came back. */
  readonly silent: number;
  /** USD; the cost of one call is shared by the instruments that it was about. */
  readonly cost: DecimalString;
  /** Median of the calls of the model. */
  readonly latencyMs?: number;
  readonly horizons: readonly HorizonScoreView[];
}

/** `GET /api/v1/agents/scoreboard?from=&to=` */
export interface ScoreboardView {
  readonly from: UnixMs;
  readonly to: UnixMs;
  readonly items: readonly ScoreView[];
  readonly asOf?: Position;
}

/** `GET /api/v1/agents/schedule` */
export interface TaskView {
  readonly task: string;
  /** Its period at the present pace of spending. */
  readonly everyMs: number;
  readonly timeoutMs: number;
  /** Tasks that it waits for. */
  readonly after: readonly string[];
  readonly enabled: boolean;
  /** Who switched it off or on last, and why. */
  readonly switched?: { readonly by: string; readonly reason: string; readonly at: UnixMs };
  readonly running: boolean;
  /** When the last run began, or was recorded. */
  readonly lastRunAt?: UnixMs;
  readonly lastOutcome?: string;
  /** Absent while it is switched off, or never ran and may have nothing to do. */
  readonly nextDueAt?: UnixMs;
  readonly runs: number;
  /** Runs, or opinions of one instrument, that came to nothing. */
  readonly failures: number;
  readonly failuresInARow: number;
}

/** `GET /api/v1/models/spend`, the newest UTC day first. USD. */
export interface ModelSpendView {
  readonly date: string;
  readonly spent: DecimalString;
  /** Set apart for calls that have not come to their end. */
  readonly open: DecimalString;
  /** What the day may cost, as the last reservation says; absent where nothing was reserved. */
  readonly limit?: DecimalString;
  readonly occasionLimit?: DecimalString;
  /** Open reservations count as spent; never below zero. */
  readonly left?: DecimalString;
  /** What that does to the rhythm of models. */
  readonly pace: Pace;
  readonly members: readonly {
    readonly member: string;
    readonly spent: DecimalString;
    readonly open: DecimalString;
    readonly reservations: number;
  }[];
  readonly outcomes: readonly {
    readonly member: string;
    readonly outcome: string;
    readonly calls: number;
    readonly cost: DecimalString;
  }[];
}

/** `GET /api/v1/models/calls?member=&outcome=&purpose=`, newest first: all but the texts. */
export interface ModelCallView extends Omit<ModelConsultedData, 'prompt' | 'answer'> {
  readonly prompt: { readonly name: string; readonly version: number; readonly digest: string };
  /** The cycle it was asked in, or the instruments it was asked about. */
  readonly cycleId?: string;
  readonly instruments: readonly string[];
  /** The fact with the texts. */
  readonly stream: string;
  readonly version: number;
}

/** `GET /api/v1/models/calls/{callId}`: also what was sent and what came back. Text of strangers: show it as text. */
export interface ModelCallTexts extends ModelCallView {
  readonly system: string;
  readonly user: string;
  readonly answer: string;
}

/** `GET /api/v1/conflicts/summary?from=&to=` */
export interface ConflictSummaryView {
  readonly from: UnixMs;
  readonly to: UnixMs;
  readonly items: readonly {
    readonly kind: string;
    /** `nobody` while it is open. */
    readonly resolver: 'rules' | 'model' | 'nobody';
    /** The arbiter, by its name in the settings. */
    readonly by?: string;
    readonly outcome?: string;
    readonly count: number;
    /** Median and longest from the detection to the end; absent where it was settled at once. */
    readonly latencyMs?: number;
    readonly slowestMs?: number;
  }[];
  readonly asOf?: Position;
}

/** `GET /api/v1/components` */
export interface ComponentsView {
  /** 1 normal, 2 reduced, 3 safe, 4 emergency: the worst of the components. */
  readonly level: number;
  /** When this level was reached; absent where no component ever failed. */
  readonly since?: UnixMs;
  readonly items: readonly ComponentView[];
  readonly asOf?: Position;
}

export interface ComponentView {
  readonly component: string;
  readonly level: number;
  readonly since: UnixMs;
  /** In a row, up to now. */
  readonly failures: number;
  readonly successes: number;
  /** Of the last failure. */
  readonly detail: string;
  readonly at: UnixMs;
}
