import { createAdx } from '../../../../../src/domain/market/indicators/adx.js';
import { createAtr } from '../../../../../src/domain/market/indicators/atr.js';
import { createBollinger } from '../../../../../src/domain/market/indicators/bollinger.js';
import { createEma } from '../../../../../src/domain/market/indicators/ema.js';
import type { CandleNumbers, Indicator } from '../../../../../src/domain/market/indicators/indicator.js';
import { createKeltner } from '../../../../../src/domain/market/indicators/keltner.js';
import { createMacd } from '../../../../../src/domain/market/indicators/macd.js';
import { createObv } from '../../../../../src/domain/market/indicators/obv.js';
import { createRoc } from '../../../../../src/domain/market/indicators/roc.js';
import { createRsi } from '../../../../../src/domain/market/indicators/rsi.js';
import { createStochRsi } from '../../../../../src/domain/market/indicators/stoch-rsi.js';
import { createVwap } from '../../../../../src/domain/market/indicators/vwap.js';
import { testWithShared } from '../../../../support/shared-data.js';

type Row = Readonly<Record<string, string>>;

const rowsOf = (content: string): Row[] => {
  const [header = '', ...lines] = content.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
};

/** Rows stand a minute apart, so that a sheet of many dates is one day to the VWAP. */
const candleOf = (row: Row, index: number): CandleNumbers => {
  const close = Number(row['Close']);
  return {
    openTime: index * 60_000,
    open: close,
    high: Number(row['High'] ?? close),
    low: Number(row['Low'] ?? close),
    close,
    volume: Number(row['Volume'] ?? 0),
  };
};

const run = <Value>(indicator: Indicator<Value>, rows: readonly Row[]): (Value | null)[] =>
  rows.map((row, index) => {
    indicator.update(candleOf(row, index));
    return indicator.value();
  });

/** Half a unit of the cell's last digit; sheets that print all digits of a double are held to 1e-9. */
const printedPrecision = (cell: string): number => Math.max(1e-9, 0.5001 * 10 ** -(cell.split('.')[1] ?? '').length);

/** Compares where the sheet prints a value (0 is its blank in some columns); returns how many were compared. */
const compare = (rows: readonly Row[], column: string, values: readonly (number | null | undefined)[]): number =>
  rows.filter((row, index) => {
    const cell = row[column] ?? '';
    const value = values[index];
    if (cell === '' || value === null || value === undefined || (Number(cell) === 0 && value !== 0)) return false;
    expect(Math.abs(value - Number(cell))).toBeLessThanOrEqual(printedPrecision(cell));
    return true;
  }).length;

const sheet = (name: string, title: string, body: (rows: Row[]) => void): void =>
  testWithShared(`indicators/ta_stockcharts/cs-${name}.csv`, title, (content) => body(rowsOf(content)));

sheet('atr', 'ATR 14 agrees with its sheet', (rows) => {
  expect(compare(rows, 'ATR', run(createAtr(14), rows))).toBe(17);
});

sheet('atr2', 'ATR 10 agrees with its sheet', (rows) => {
  expect(compare(rows, 'ATR', run(createAtr(10), rows))).toBe(21);
});

sheet('bbands', 'Bollinger 20/2 agrees with its sheet', (rows) => {
  const bands = run(createBollinger(20, 2), rows);
  for (const [column, pick] of [
    ['HighBand', 'upper'],
    ['MiddleBand', 'middle'],
    ['LowBand', 'lower'],
  ] as const) {
    expect(
      compare(
        rows,
        column,
        bands.map((band) => band?.[pick]),
      ),
    ).toBe(23);
  }
});

sheet('kc', 'Keltner 20/10/2 agrees with its sheet', (rows) => {
  const bands = run(createKeltner({ ema: 20, atr: 10, multiplier: 2 }), rows);
  for (const [column, pick] of [
    ['upper_band', 'upper'],
    ['middle_band', 'middle'],
    ['lower_band', 'lower'],
  ] as const) {
    expect(
      compare(
        rows,
        column,
        bands.map((band) => band?.[pick]),
      ),
    ).toBe(11);
  }
});

sheet('roc', 'ROC (12 in the sheet) agrees with it', (rows) => {
  expect(compare(rows, 'ROC', run(createRoc(12), rows))).toBe(8);
});

sheet('obv', 'OBV agrees with its sheet', (rows) => {
  expect(
    compare(
      rows,
      'OBV',
      run(createObv(10), rows).map((value) => value?.obv),
    ),
  ).toBe(29);
});

sheet('vwap', 'VWAP agrees with its sheet, whose rows look back over 14 rows instead of to midnight', (rows) => {
  const values = rows.map((_, index) => run(createVwap(), rows.slice(Math.max(0, index - 13), index + 1)).at(-1));
  expect(compare(rows, 'vwap', values)).toBe(30);
  // Up to there the two definitions are one, so the running form is compared as well.
  expect(compare(rows.slice(0, 14), 'vwap', run(createVwap(), rows.slice(0, 14)))).toBe(14);
});

sheet('macd', 'EMA 12, EMA 26 and the MACD line agree with the sheet', (rows) => {
  expect(compare(rows, 'short_ema', run(createEma(12), rows))).toBe(rows.length - 11);
  expect(compare(rows, 'long_ema', run(createEma(26), rows))).toBe(rows.length - 25);
  const macd = run(createMacd(12, 26, 9), rows);
  expect(
    compare(
      rows,
      'MACD_line',
      macd.map((value) => value?.line),
    ),
  ).toBe(rows.length - 33);
});

sheet(
  'macd',
  'the MACD signal differs by its seed alone: the difference shrinks by 0.8 a row until it is gone',
  (rows) => {
    const gaps = run(createMacd(12, 26, 9), rows).flatMap((value, index) =>
      value === null ? [] : [value.signal - Number(rows[index]?.['MACD_signal'])],
    );
    expect(gaps).toHaveLength(rows.length - 33);
    gaps.slice(1).forEach((gap, index) => expect(Math.abs(gap - 0.8 * (gaps[index] ?? NaN))).toBeLessThan(1e-9));
    expect(Math.abs(gaps.at(-1) ?? NaN)).toBeLessThan(1e-9);
  },
);

/** The sheets' averages begin at 0; a market that stood still before the first row gives ours the same seed. */
const afterStillness = (rows: Row[]): Row[] => [...Array.from({ length: 14 }, () => rows[0] ?? {}), ...rows];

sheet('rsi', 'RSI 14 agrees with its sheet once both averages begin at 0', (rows) => {
  expect(compare(rows, 'RSI', run(createRsi(14), afterStillness(rows)).slice(14))).toBe(19);
});

sheet('stochrsi', 'Stoch RSI 14 agrees with its sheet once both averages begin at 0', (rows) => {
  const values = run(createStochRsi({ rsi: 14, stochastic: 14, k: 3, d: 3 }), afterStillness(rows)).slice(14);
  expect(
    compare(
      rows,
      'StochRSI(14)',
      values.map((value) => value?.raw),
    ),
  ).toBe(6);
});

sheet('adx', 'ADX 14 agrees with its sheet from row 300 on, where the seeds have died out', (rows) => {
  const values = run(createAdx(14), rows).map((value, index) => (index + 1 < 300 ? null : value));
  expect(
    compare(
      rows,
      'ADX',
      values.map((value) => value?.adx),
    ),
  ).toBe(205);
  expect(
    compare(
      rows,
      '+DI14',
      values.map((value) => value?.plusDi),
    ),
  ).toBe(205);
  expect(
    compare(
      rows,
      '-DI14',
      values.map((value) => value?.minusDi),
    ),
  ).toBe(205);
});
