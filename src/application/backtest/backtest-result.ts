import type { UnixMs } from '../../domain/shared/time.js';
import type { BacktestFigures } from './backtest-report.js';

/** How a candle file was read; what was odd about it is counted, never hidden. */
export interface CandleFileAccount {
  readonly file: string;
  readonly layout: string;
  readonly interval: string;
  readonly rows: number;
  readonly candles: number;
  readonly duplicates: number;
  readonly conflicting: number;
  readonly disordered: number;
  readonly unfinishedDropped: number;
  readonly zeroVolume: number;
  readonly gaps: number;
  readonly missing: number;
  readonly filled: number;
  readonly outsideRange: number;
}

/** What a backtest gives. `--json` prints its `figures`. */
export interface BacktestResult {
  readonly figures: BacktestFigures & {
    /** Base candles taken after the start of trading. */
    readonly candles: number;
    readonly stateHash: string;
    /** "7 of 7". */
    readonly invariantsHeld: string;
    readonly seconds: number;
  };
  readonly files: readonly CandleFileAccount[];
  readonly market: string;
  readonly tradingFrom: UnixMs;
  readonly endedAt: UnixMs;
  readonly haltsCleared: number;
  /** The first violation of each broken invariant, in words. */
  readonly violations: readonly string[];
  /** True when it was stopped before the candles ended. */
  readonly interrupted: boolean;
}
