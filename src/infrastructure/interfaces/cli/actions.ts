import type { BacktestResult } from '../../../application/backtest/backtest-result.js';
import type { Verdict } from '../../../application/replay/explain-intent.js';
import type { LogSum } from '../../../application/replay/copy-log.js';
import type { AccountState } from '../../../domain/account/account.state.js';
import type { InstrumentId } from '../../../domain/market/instrument.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { ProjectionActions } from './projection-actions.js';
import type { SettingOptions, VerifyLine } from './shared-shapes.js';

export type { SettingOptions, VerifyLine } from './shared-shapes.js';

export interface BacktestOptions extends SettingOptions {
  /** Paths as typed. */
  readonly candles: Readonly<Partial<Record<InstrumentId, string>>>;
  readonly from?: UnixMs;
  readonly to?: UnixMs;
  readonly seed?: string;
  /** `memory`, `postgres`, or a URL. */
  readonly store: string;
  readonly clearHaltAfterMs?: number;
  readonly votes?: string;
  readonly log?: string;
  readonly equity?: string;
}

export interface LogExportOptions extends SettingOptions {
  readonly to: string;
  readonly data?: string;
  readonly store?: string;
}

/** Places are a store's URL or the data folder of a desk, as typed. */
export interface LogCopyOptions extends SettingOptions {
  readonly from: string;
  readonly to: string;
  readonly switch?: boolean;
}

/** What both logs hold after a copy. */
export interface CopiedLogLine {
  readonly source: LogSum;
  readonly target: LogSum;
  /** Facts that this run wrote. */
  readonly copied: number;
  readonly same: boolean;
  /** The desk of the source runs, and may have written more meanwhile. */
  readonly inUse: boolean;
  /** What was taken along; absent where only the log was copied. */
  readonly carried?: { readonly checkpoints: number; readonly candles: number };
}

export interface VerifyOptions extends SettingOptions {
  readonly data?: string;
  readonly store?: string;
}

/** A verdict to be explained: the account from a file, or as the log has it right before a position. */
export interface ExplainOptions extends SettingOptions {
  readonly intent?: string;
  readonly state?: string;
  readonly at?: string;
  readonly data?: string;
  readonly store?: string;
}

export interface Setting {
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** What the commands do: composed in bootstrap and handed in by src/cli.ts, because adapters are strangers. */
export interface CliActions {
  backtest(
    options: BacktestOptions,
    onProgress: ((done: number, total: number) => void) | undefined,
    signal: AbortSignal,
  ): Promise<BacktestResult>;
  /** Returns how many facts were written. */
  exportLog(options: LogExportOptions, signal: AbortSignal): Promise<number>;
  /** Facts done of how many, where that is known, in each phase. */
  copyLog(
    options: LogCopyOptions,
    onProgress: (phase: string, done: number, of?: number) => void,
    signal: AbortSignal,
  ): Promise<CopiedLogLine>;
  verify(options: VerifyOptions, signal: AbortSignal): Promise<readonly VerifyLine[]>;
  explainRisk(options: ExplainOptions): Promise<Verdict>;
  accountState(options: ExplainOptions & { readonly at: string }): Promise<AccountState>;
  /** docs/risk-rules.md. */
  riskRulesPage(): string;
  /** Every setting in effect. */
  settings(options: SettingOptions): readonly Setting[];
  /** docs/configuration.md. */
  settingsPage(): string;
  readonly projections: ProjectionActions;
  /** Address of the running desk, as `http://127.0.0.1:3000`. */
  deskAddress(options: SettingOptions): string;
}

/** Where the commands write, and what ends them early. */
export interface CliSurface {
  readonly out: (text: string) => void;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  /** Asks whoever sits at the terminal; absent where nobody does. */
  readonly askPerson?: (question: string) => Promise<string>;
}
