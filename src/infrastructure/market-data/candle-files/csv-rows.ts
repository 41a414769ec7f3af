import type { Instrument } from '../../../domain/market/instrument.js';
import { CandleFileError } from './candle-file-error.js';
import { columnsByName, columnsByWidth, namesPrices, type Columns } from './columns.js';
import type { RawRow, RowSource } from './raw-row.js';
import { timeOf } from './row-time.js';

const EXPECTED =
  'a header naming time, open, high, low, close and volume in base units, or 6, 7 or 12 columns that begin with time,open,high,low,close,volume';
/** A download service may put lines of its own above the header. */
const MOST_BANNER_LINES = 3;

interface Layout {
  readonly name: string;
  readonly delimiter: string;
  readonly columns: Columns;
  readonly width: number;
  /** 0-based line of the first row. */
  readonly firstRow: number;
}

const delimiterOf = (line: string): string => (line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',');

const cellsOf = (line: string, delimiter: string): string[] => {
  const cells = line.split(delimiter);
  if (!line.includes('"') && !line.includes(' ')) return cells;
  return cells.map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
};

const layoutOf = (file: string, lines: readonly string[], instrument: Instrument): Layout => {
  const fail = (line: number, reason: string): never => {
    throw new CandleFileError({ file, line: line + 1, reason, expected: EXPECTED });
  };
  for (let i = 0; i < Math.min(lines.length, MOST_BANNER_LINES + 1); i++) {
    const line = lines[i] ?? '';
    const delimiter = delimiterOf(line);
    const cells = cellsOf(line, delimiter);
    const width = cells.length;
    if (namesPrices(cells)) {
      const columns = columnsByName(cells, instrument) ?? fail(i, `the header "${line.slice(0, 120)}" lacks a column`);
      const name = `csv with header${i > 0 ? ' under a banner' : ''}`;
      return { name, delimiter, columns, width, firstRow: i + 1 };
    }
    if (timeOf(cells[0] ?? '') !== undefined) {
      const columns = columnsByWidth(width) ?? fail(i, `${width} columns without a header`);
      return { name: `csv without header, ${width} columns`, delimiter, columns, width, firstRow: i };
    }
  }
  return fail(0, `"${(lines[0] ?? '').slice(0, 60)}" begins no candle file`);
};

/** The symbol has to be that of the instrument (BTCUSD and XBTUSDT both stand for BTC/USDT) and may not change. */
const checkSymbol = (file: string, line: number, symbol: string, first: string, instrument: Instrument): void => {
  const names = instrument.base === 'BTC' ? ['BTC', 'XBT', 'XXBT'] : [instrument.base];
  if (symbol === first && names.some((name) => symbol.toUpperCase().startsWith(name))) return;
  throw new CandleFileError({
    file,
    line,
    reason: `the row is of ${JSON.stringify(symbol)}`,
    expected: symbol === first ? `a symbol of ${instrument.id}` : `${first}, as in the first row`,
  });
};

function* rowsOf(file: string, lines: readonly string[], layout: Layout, instrument: Instrument): Generator<RawRow> {
  const { columns, width, delimiter } = layout;
  let firstSymbol: string | undefined;
  for (let i = layout.firstRow; i < lines.length; i++) {
    const text = lines[i] ?? '';
    if (text.trim() === '') continue;
    const cells = cellsOf(text, delimiter);
    const line = i + 1;
    if (cells.length !== width) {
      const reason = `${cells.length} columns in "${text.slice(0, 80)}"`;
      throw new CandleFileError({ file, line, reason, expected: `${width}, as in the lines above` });
    }
    const cell = (column: number): string => cells[column] ?? '';
    if (columns.symbol !== undefined) {
      firstSymbol ??= cell(columns.symbol);
      checkSymbol(file, line, cell(columns.symbol), firstSymbol, instrument);
    }
    yield {
      line,
      time: cell(columns.time),
      open: cell(columns.open),
      high: cell(columns.high),
      low: cell(columns.low),
      close: cell(columns.close),
      volume: cell(columns.volume),
    };
  }
}

/** Rows of a CSV file in any of the layouts known; the layout is found in its first lines. */
export const csvRows = (file: string, text: string, instrument: Instrument): RowSource => {
  const lines = text.split(/\r?\n/);
  const layout = layoutOf(file, lines, instrument);
  return { layout: layout.name, rows: rowsOf(file, lines, layout, instrument) };
};
