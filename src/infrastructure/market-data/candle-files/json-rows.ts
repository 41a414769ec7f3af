import type { Instrument } from '../../../domain/market/instrument.js';
import { CandleFileError } from './candle-file-error.js';
import { columnsByName, columnsByWidth, KRAKEN_ANSWER, KRAKEN_ANSWER_WIDTH, type Columns } from './columns.js';
import { JsonArray, JsonObject, lineAt, parseJsonText, type JsonNode } from './json-text.js';
import type { RawRow, RowSource } from './raw-row.js';

const EXPECTED =
  'an array of rows [time,open,high,low,close,volume], an array of objects with these names, or a Kraken OHLC answer';

interface Table {
  readonly layout: string;
  readonly rows: JsonArray;
  /** Given where the layout fixes the columns; otherwise they follow from the first row. */
  readonly columns?: Columns;
  readonly width?: number;
  readonly lastFinished?: string;
}

/** `{"error":[],"result":{"XBTUSDT":[[...]],"last":1762820160}}`: rows after `last` are not finished. */
const krakenTable = (file: string, root: JsonObject): Table => {
  const result = root.fields.get('result');
  const tables = result instanceof JsonObject ? [...result.fields].filter(([key]) => key !== 'last') : [];
  const rows = tables.length === 1 ? tables[0]?.[1] : undefined;
  const last = result instanceof JsonObject ? result.fields.get('last') : undefined;
  if (!(rows instanceof JsonArray) || typeof last !== 'string') {
    throw new CandleFileError({ file, line: 1, reason: 'a JSON object that holds no candles', expected: EXPECTED });
  }
  return { layout: 'Kraken OHLC answer', rows, columns: KRAKEN_ANSWER, width: KRAKEN_ANSWER_WIDTH, lastFinished: last };
};

const cellsOf = (node: JsonNode | undefined, names: readonly string[]): readonly (JsonNode | undefined)[] => {
  if (node instanceof JsonArray) return node.items;
  if (node instanceof JsonObject) return names.map((name) => node.fields.get(name));
  return [];
};

const namesOf = (node: JsonNode | undefined): readonly string[] =>
  node instanceof JsonObject ? [...node.fields.keys()] : [];

function* rowsOf(file: string, text: string, table: Table, instrument: Instrument): Generator<RawRow> {
  const first = table.rows.items[0];
  const names = namesOf(first);
  const width = table.width ?? cellsOf(first, names).length;
  const columns = table.columns ?? (names.length > 0 ? columnsByName(names, instrument) : columnsByWidth(width));
  let line = 1;
  // Kept from row to row: a file on one line would otherwise be searched to its end for each of them.
  let nextBreak = text.indexOf('\n');
  for (const [index, node] of table.rows.items.entries()) {
    const row = index + 1;
    if (typeof node === 'string') {
      throw new CandleFileError({ file, row, reason: `the row is ${node.slice(0, 40)}`, expected: EXPECTED });
    }
    for (; nextBreak >= 0 && nextBreak < node.at; nextBreak = text.indexOf('\n', nextBreak + 1)) line++;
    const fail = (reason: string, expected: string): never => {
      throw new CandleFileError({ file, line, row, reason, expected });
    };
    if (columns === undefined) return fail(`${width} columns that are not known`, EXPECTED);
    const cells = cellsOf(node, names);
    if (cells.length !== width) fail(`${cells.length} columns`, `${width}, as in the first row`);
    const cell = (column: number): string => {
      const value = cells[column];
      return typeof value === 'string' ? value : fail(`column ${column + 1} is no plain value`, 'a number');
    };
    yield {
      line,
      row,
      time: cell(columns.time),
      open: cell(columns.open),
      high: cell(columns.high),
      low: cell(columns.low),
      close: cell(columns.close),
      volume: cell(columns.volume),
    };
  }
}

/** Rows of a JSON file: arrays of arrays (freqtrade, ccxt, Binance), arrays of objects, or a Kraken OHLC answer. */
export const jsonRows = (file: string, text: string, instrument: Instrument): RowSource => {
  const root = parseJsonText(file, text);
  if (typeof root === 'string')
    throw new CandleFileError({ file, line: lineAt(text, 0), reason: 'no array', expected: EXPECTED });
  const table: Table = root instanceof JsonArray ? { layout: 'json rows', rows: root } : krakenTable(file, root);
  return {
    layout: table.layout,
    rows: rowsOf(file, text, table, instrument),
    ...(table.lastFinished === undefined ? {} : { lastFinished: table.lastFinished }),
  };
};
