/** Why it was traded: signals, decisions, verdicts, the trade log. */
import type { Modification, RuleResult } from '../../domain/account/risk/verdict.js';
import type { InstrumentSnapshot } from '../../domain/decisions/decision.events.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { Regime } from '../../domain/market/regime.js';
import type { ModelConsultedData } from '../../domain/models/model-call.events.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** `GET /api/v1/signals?agent=&instrument=` */
export interface SignalView {
  readonly runId: string;
  readonly agent: string;
  readonly instrumentId: InstrumentId;
  readonly status: 'recorded' | 'missed';
  readonly direction?: 'long' | 'short' | 'flat';
  readonly confidence?: DecimalString;
  readonly regime?: Regime;
  readonly validUntil?: UnixMs;
  readonly reasons: readonly string[];
  readonly at: UnixMs;
  readonly position: Position;
}

/** A call of a model in a cycle, without the texts: `GET /api/v1/models/calls/{callId}` has them. */
export interface CycleCallView extends Pick<
  ModelConsultedData,
  'callId' | 'purpose' | 'member' | 'provider' | 'model' | 'answeredBy' | 'outcome' | 'detail' | 'cost' | 'latencyMs'
> {
  readonly prompt: string;
  readonly promptVersion: number;
}

/** What the frozen snapshot showed of the instrument, beside the advisers and the candles. */
export interface SeenView extends Pick<
  InstrumentSnapshot,
  'atr1h' | 'dataAgeMs' | 'position' | 'outside' | 'rebalance'
> {
  readonly bid?: DecimalString;
  readonly ask?: DecimalString;
  readonly quoteAt?: UnixMs;
}

/** `GET /api/v1/decisions?instrument=&outcome=`: one row per cycle and instrument; `/decisions/{cycleId}` gives the facts too. */
export interface DecisionView {
  readonly cycleId: string;
  readonly instrumentId: InstrumentId;
  readonly at: UnixMs;
  readonly regime: Regime;
  readonly votes: readonly {
    readonly member: string;
    readonly action: string;
    readonly confidence: DecimalString;
    readonly reasons: readonly string[];
    readonly entry?: DecimalString;
    readonly stop?: DecimalString;
    readonly target?: DecimalString;
  }[];
  readonly discarded: readonly {
    readonly member: string;
    readonly reason: string;
    readonly detail: string;
    /** What a late answer would have been. */
    readonly said?: { readonly action: string; readonly confidence: DecimalString };
  }[];
  readonly panel: readonly string[];
  /** Why models were asked, or why not; absent where none is configured. */
  readonly models?: string;
  /** Of the whole cycle, votes and rulings. */
  readonly calls: readonly CycleCallView[];
  readonly seen: SeenView;
  readonly consensus?: {
    readonly winner: string;
    readonly rawConfidence: DecimalString;
    readonly factor: DecimalString;
    readonly adjustedConfidence: DecimalString;
    readonly arithmetic: readonly string[];
  };
  readonly conflicts: readonly {
    readonly kind: string;
    readonly detail: string;
    readonly resolver?: string;
    readonly outcome?: string;
    /** The arbiter that settled it. */
    readonly by?: string;
    readonly modification?: Modification;
    readonly latencyMs?: number;
  }[];
  readonly advisers: readonly {
    readonly agent: string;
    readonly direction: string;
    readonly confidence: DecimalString;
    readonly reasons: readonly string[];
  }[];
  readonly candles: readonly { readonly timeframe: string; readonly lastOpenTime: UnixMs; readonly digest: string }[];
  /** proposed-open, proposed-close, or the code of the abandonment. */
  readonly proposal: string;
  readonly detail?: string;
  readonly intentId?: string;
  readonly verdict?: { readonly outcome: 'approved' | 'resized' | 'denied'; readonly code?: string };
  readonly positionId?: string;
  readonly netUsdt?: DecimalString;
}

/** `GET /api/v1/verdicts?outcome=&code=&instrument=` */
export interface VerdictView {
  readonly intentId: string;
  readonly assessment: number;
  readonly cycleId: string;
  readonly instrumentId: InstrumentId;
  readonly direction: 'long' | 'short';
  readonly outcome: 'approved' | 'resized' | 'denied';
  readonly code?: string;
  readonly failed: readonly string[];
  readonly rules: readonly RuleResult[];
  readonly policyVersion: number;
  readonly equity?: DecimalString;
  readonly order?: {
    readonly clientOrderId: string;
    readonly quantity: DecimalString;
    readonly limit: DecimalString;
    readonly stop: DecimalString;
    readonly target: DecimalString;
    readonly leverage: number;
    readonly notionalUsdt: DecimalString;
  };
  readonly at: UnixMs;
  readonly position: Position;
}

/** `GET /api/v1/audit`: the one trade log, a line per fact that matters to money or permission, newest first. */
export interface AuditView {
  readonly position: Position;
  readonly at: UnixMs;
  readonly stream: string;
  readonly type: string;
  readonly instrumentId?: string;
  /** One sentence. */
  readonly text: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: string;
}

/** `GET /api/v1/fills/{tradeId}/why`: from the fill back to what the desk saw; each part holds the facts themselves. */
export interface WhyView {
  readonly fill: RecordedFact;
  readonly order: readonly RecordedFact[];
  /** IntentApproved, IntentResized, ExitTriggered/ExitStepped or ProtectionChanged: the permission of the order. */
  readonly permission: readonly RecordedFact[];
  /** The verdict of the opening intent that the position came from. */
  readonly verdict?: RecordedFact;
  readonly decision: readonly RecordedFact[];
  readonly signals: readonly RecordedFact[];
  readonly candles: readonly {
    readonly instrumentId: string;
    readonly timeframe: string;
    readonly lastOpenTime: UnixMs;
    readonly digest: string;
  }[];
  readonly result?: RecordedFact;
  /** The same as sentences, first cause first. */
  readonly story: readonly string[];
}
