export interface CandleFileFault {
  readonly file: string;
  /** 1-based; absent where the fault is the file's, not a line's. */
  readonly line?: number;
  /** 1-based number of the candle row; told for JSON, where a whole file may be one line. */
  readonly row?: number;
  readonly reason: string;
  readonly expected: string;
}

/** A candle file that cannot be trusted: where, why, and what would have been right. */
export class CandleFileError extends Error {
  override readonly name = 'CandleFileError';
  readonly file: string;
  readonly line: number | undefined;
  readonly row: number | undefined;
  readonly reason: string;
  readonly expected: string;

  constructor(fault: CandleFileFault) {
    const line = fault.line === undefined ? '' : `:${fault.line}`;
    const row = fault.row === undefined ? '' : ` (row ${fault.row})`;
    super(`${fault.file}${line}${row}: ${fault.reason}; expected ${fault.expected}`);
    this.file = fault.file;
    this.line = fault.line;
    this.row = fault.row;
    this.reason = fault.reason;
    this.expected = fault.expected;
  }
}
