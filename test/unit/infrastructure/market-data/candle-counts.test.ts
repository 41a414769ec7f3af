import { parseCandleText } from '../../../../src/infrastructure/market-data/candle-files/read-candle-file.js';

const MINUTE = 60_000;
const T0 = Date.UTC(2023, 3, 1);
const row = (minute: number, close = '1', volume = '5') =>
  `[${T0 + minute * MINUTE},${close},${close},${close},${close},${volume}]`;
const file = (...rows: string[]) => `[${rows.join(',')}]`;
const minutes = (candles: readonly { openTime: number }[]) => candles.map((c) => (c.openTime - T0) / MINUTE);

describe('F-P9 what a candle file does wrong is put right and counted', () => {
  it('drops an equal repeat, and lets the later of differing rows stand', () => {
    const { candles, report } = parseCandleText('f', file(row(0), row(0), row(1, '2'), row(1, '3'), row(2)), 'XRP/BTC');
    expect(candles.map((c) => c.close)).toEqual(['1', '3', '1']);
    expect(report).toMatchObject({ rows: 5, duplicates: 2, conflicting: 1, candles: 3, disordered: 0 });
  });

  it('sorts disordered rows and counts them', () => {
    const { candles, report } = parseCandleText('f', file(row(0), row(1), row(4), row(2), row(3)), 'XRP/BTC');
    expect(minutes(candles)).toEqual([0, 1, 2, 3, 4]);
    expect(report).toMatchObject({ disordered: 1, newestFirst: false });
  });

  it('turns a newest-first file round; only what breaks that order is disordered', () => {
    const { candles, report } = parseCandleText('f', file(row(4), row(3), row(1), row(2), row(0)), 'XRP/BTC');
    expect(minutes(candles)).toEqual([0, 1, 2, 3, 4]);
    expect(report).toMatchObject({ disordered: 1, newestFirst: true });
  });

  it('counts gaps always, and fills them with the carried close when asked', () => {
    const text = file(row(0), row(1, '2'), row(4), row(5), row(7));
    expect(parseCandleText('f', text, 'XRP/BTC').report).toMatchObject({ gaps: 2, missing: 3, filled: 0, candles: 5 });
    const { candles, report } = parseCandleText('f', text, 'XRP/BTC', { fillGaps: true });
    expect(minutes(candles)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(candles[2]).toMatchObject({ open: '2', high: '2', low: '2', close: '2', volume: '0' });
    expect(report).toMatchObject({ gaps: 2, missing: 3, filled: 3, candles: 8, zeroVolume: 0 });
  });

  it('a range that begins inside a gap begins with the carried close', () => {
    const text = file(row(0), row(1, '2'), row(5), row(6));
    const options = { fillGaps: true, from: T0 + 3 * MINUTE, to: T0 + 6 * MINUTE };
    const { candles, report } = parseCandleText('f', text, 'XRP/BTC', options);
    expect(minutes(candles)).toEqual([3, 4, 5]);
    expect(candles[0]).toMatchObject({ close: '2', volume: '0' });
    expect(report).toMatchObject({ rows: 4, outsideRange: 3, filled: 2, candles: 3 });
  });

  it('keeps the last row unless it is known to be unfinished', () => {
    const text = file(row(0), row(1), row(2));
    const dropped = (options: object) => {
      const { candles, report } = parseCandleText('f', text, 'XRP/BTC', options);
      return [candles.length, report.unfinishedDropped];
    };
    expect(dropped({})).toEqual([3, 0]);
    expect(dropped({ dropLast: true })).toEqual([2, 1]);
    expect(dropped({ asOf: T0 + 3 * MINUTE })).toEqual([3, 0]);
    expect(dropped({ asOf: T0 + 3 * MINUTE - 1 })).toEqual([2, 1]);
    expect(dropped({ asOf: T0 + 2.5 * MINUTE, dropLast: true })).toEqual([2, 1]);
  });

  it('accounts for every row', () => {
    const text = file(row(3), row(0), row(0), row(1), row(9, '4'), row(9, '5'), row(4));
    const options = { fillGaps: true, dropLast: true, from: T0 + MINUTE };
    const { rows, duplicates, unfinishedDropped, outsideRange, candles, filled } = parseCandleText(
      'f',
      text,
      'XRP/BTC',
      options,
    ).report;
    expect(duplicates + unfinishedDropped + outsideRange + candles - filled).toBe(rows);
  });

  it('finds the interval by the commonest distance, whatever the holes', () => {
    const text = file(row(0), row(30), row(31), row(32), row(90));
    expect(parseCandleText('f', text, 'XRP/BTC').report.interval).toBe('1m');
  });
});
