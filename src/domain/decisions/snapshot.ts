import { TIMEFRAME_MS, type Timeframe } from '../market/candle.js';
import { INSTRUMENT_IDS, type InstrumentId } from '../market/instrument.js';
import type { Quotes } from '../market/quote.js';
import { REGIMES, type Regime } from '../market/regime.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import {
  SIGNAL_AGENTS,
  type SignalAgent,
  type SignalMissedData,
  type SignalRecordedData,
  type SignalSource,
} from '../signals/signal.events.js';
import { isOutside } from '../outside-agents/outside-name.js';
import type { AdviserView, InstrumentSnapshot, OutsideView } from './decision.events.js';

export interface CandleDigest {
  readonly timeframe: Timeframe;
  /** Open time of the last closed candle. */
  readonly lastOpenTime: UnixMs;
  readonly digest: string;
}

/** Everything that lies on the table at one instant; of any instrument, any age, in any order. */
export interface SnapshotParts {
  readonly takenAt: UnixMs;
  /** The legs; all instruments when absent. */
  readonly instrumentIds?: readonly InstrumentId[];
  readonly quotes: Quotes;
  /** Runs of the agents, failed ones included: a failure ends the opinion before it. */
  readonly runs: readonly (SignalRecordedData | SignalMissedData)[];
  /** ATR14 of closed 1h candles, quote units; the quote's own where absent. */
  readonly atr1h?: Readonly<Partial<Record<InstrumentId, DecimalString>>>;
  readonly candles?: Readonly<Partial<Record<InstrumentId, readonly CandleDigest[]>>>;
  /** Of the trading book. */
  readonly positions?: Readonly<Partial<Record<InstrumentId, NonNullable<InstrumentSnapshot['position']>>>>;
}

type Run = SignalRecordedData | SignalMissedData;

const isLater = (a: Run, b: Run): boolean =>
  a.recordedAt > b.recordedAt || (a.recordedAt === b.recordedAt && a.runId > b.runId);

/** The newest word of one agent on one instrument, if it still counts: an expired or failed one is absent (F-D3). */
const opinionOf = (parts: SnapshotParts, id: InstrumentId, agent: SignalSource): SignalRecordedData | undefined => {
  const known = parts.runs.filter(
    (run) => run.instrumentId === id && run.agent === agent && run.recordedAt <= parts.takenAt,
  );
  const newest = known.reduce<Run | undefined>((best, run) => (best && isLater(best, run) ? best : run), undefined);
  return newest !== undefined && 'validUntil' in newest && parts.takenAt < newest.validUntil ? newest : undefined;
};

/** A regime by another name is `unknown`, so that two vocabularies never differ in silence (F-D2). */
const regimeOf = (signal: SignalRecordedData | undefined): Regime =>
  REGIMES.find((regime) => regime === signal?.regime) ?? 'unknown';

const viewOf = (
  agent: SignalAgent,
  { runId, direction, confidence, validUntil, reasons }: SignalRecordedData,
): AdviserView => ({
  agent,
  runId,
  direction,
  confidence,
  validUntil,
  reasons,
});

/** What agents of other programs say: on the table for everybody to see, and no adviser among them. */
const outsideOf = (parts: SnapshotParts, id: InstrumentId): readonly OutsideView[] => {
  const agents = new Set(parts.runs.map(({ agent }) => agent).filter(isOutside));
  const opinions = [...agents].sort().map((agent) => opinionOf(parts, id, agent));
  return opinions
    .filter((each) => each !== undefined)
    .map(({ agent, runId, direction, confidence, validUntil }) => ({
      agent,
      runId,
      direction,
      confidence,
      validUntil,
    }));
};

const closedBy =
  (takenAt: UnixMs) =>
  (candle: CandleDigest): boolean =>
    candle.lastOpenTime + TIMEFRAME_MS[candle.timeframe] <= takenAt;

const freezeInstrument = (parts: SnapshotParts, id: InstrumentId): InstrumentSnapshot => {
  const opinions = SIGNAL_AGENTS.flatMap((agent) => {
    const said = opinionOf(parts, id, agent);
    return said === undefined ? [] : [{ agent, said }];
  });
  const regime = regimeOf(opinions.find(({ agent }) => agent === 'regime')?.said);
  const outside = outsideOf(parts, id);
  const offered = parts.quotes[id];
  const quote = offered?.instrumentId === id && offered.at <= parts.takenAt ? offered : undefined;
  const atr1h = parts.atr1h?.[id] ?? quote?.atr1h;
  const position = parts.positions?.[id];
  return {
    instrumentId: id,
    ...(quote === undefined ? {} : { quote, dataAgeMs: parts.takenAt - quote.at }),
    regime,
    ...(atr1h === undefined ? {} : { atr1h }),
    // An agent that says "unknown" has said nothing: it is absent, not neutral.
    advisers: opinions
      .filter(({ agent }) => agent !== 'regime' || regime !== 'unknown')
      .map(({ agent, said }) => viewOf(agent, said)),
    candles: (parts.candles?.[id] ?? []).filter(closedBy(parts.takenAt)),
    ...(position === undefined ? {} : { position }),
    ...(outside.length === 0 ? {} : { outside }),
  };
};

/**
 * Freezes what a decision may see: for each instrument only what names that instrument (F-D1), the newest valid opinion
 * of each agent, nothing later than `takenAt`. Legs come in the order of the instruments.
 */
export const freezeSnapshot = (parts: SnapshotParts): readonly InstrumentSnapshot[] =>
  INSTRUMENT_IDS.filter((id) => parts.instrumentIds?.includes(id) ?? true).map((id) => freezeInstrument(parts, id));
