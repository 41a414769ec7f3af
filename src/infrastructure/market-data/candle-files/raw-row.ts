/** One candle as it stands in the file: text, nothing converted yet. */
export interface RawRow {
  /** 1-based line of the file. */
  readonly line: number;
  /** 1-based number of the candle row, told where lines say too little (JSON). */
  readonly row?: number;
  readonly time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** The rows of a recognised file. */
export interface RowSource {
  /** The layout in words, for the report. */
  readonly layout: string;
  readonly rows: Iterable<RawRow>;
  /** Open time of the last row that the venue calls finished, as text; only a Kraken OHLC answer says so. */
  readonly lastFinished?: string;
}
