import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import { parseCandleText } from '../../../../src/infrastructure/market-data/candle-files/read-candle-file.js';

const HOUR = 3_600_000;
const T0 = Date.UTC(2021, 2, 31, 11);
const expected = [
  { openTime: T0, open: '10', high: '12', low: '9', close: '11', volume: '1.5' },
  { openTime: T0 + HOUR, open: '11', high: '11', low: '10.5', close: '10.5', volume: '0' },
];

/** The same two hours in every spelling. */
const layouts: Record<string, { text: string; layout: string }> = {
  'kraken bulk: seconds, no header, trades at the end': {
    text: '1617188400,10.0,12.0,9,11.00,1.5,7\n1617192000,11,11,10.5,10.5,0,0\n',
    layout: 'csv without header, 7 columns',
  },
  'header and "YYYY-MM-DD hh:mm:ss"': {
    text: 'timestamp,open,high,low,close,volume\n2021-03-31 11:00:00,10,12,9,11,1.5\n2021-03-31 12:00:00,11,11,10.5,10.5,0.0\n',
    layout: 'csv with header',
  },
  'header and ISO 8601 with an offset, Windows line ends, byte order mark, other column order': {
    text: '\uFEFFvolume,Time,close,open,low,high\r\n1.5,2021-03-31T13:00:00.000+02:00,11,10,9,12\r\n0,2021-03-31T12:00:00Z,10.5,11,10.5,11\r\n',
    layout: 'csv with header',
  },
  'banner line, newest first, AM/PM, two volumes': {
    text:
      'Timestamps are UTC timezone,https://example.com\r\nDate,Symbol,Open,High,Low,Close,Volume USD,Volume BTC\r\n' +
      '2021-03-31 12-PM,BTCUSD,11,11,10.5,10.5,99,0\r\n2021-03-31 11-AM,BTCUSD,10,12,9,11,99,1.5\r\n',
    layout: 'csv with header under a banner',
  },
  'json rows in ms, one line': {
    text: `[[${T0},10.0,12.0,9,11,1.5],[${T0 + HOUR},11,1.1e1,10.5,105e-1,0.0]]`,
    layout: 'json rows',
  },
  'json rows in ms, one row a line': {
    text: `[\n  [${T0}, 10, 12, 9, 11, 1.5],\n  [${T0 + HOUR}, 11, 11, 10.5, 10.5, 0]\n]\n`,
    layout: 'json rows',
  },
  'binance klines: strings, 12 columns': {
    text: `[[${T0},"10.00","12","9","11","1.50",1,"0",3,"0","0","0"],[${T0 + HOUR},"11","11","10.5","10.5","0",1,"0",3,"0","0","0"]]`,
    layout: 'json rows',
  },
  'json objects': {
    text: JSON.stringify([
      { time: T0, open: '10', high: '12', low: '9', close: '11', volume: '1.5' },
      { time: T0 + HOUR, open: '11', high: '11', low: '10.5', close: '10.5', volume: '0' },
    ]),
    layout: 'json rows',
  },
  'kraken OHLC answer': {
    text: JSON.stringify({
      error: [],
      result: {
        XBTUSDT: [
          [T0 / 1000, '10', '12', '9', '11', '10.1', '1.5', 7],
          [T0 / 1000 + 3600, '11', '11', '10.5', '10.5', '10.6', '0', 0],
          [T0 / 1000 + 7200, '11', '11', '10.5', '10.5', '10.6', '0', 0],
        ],
        last: T0 / 1000 + 3600,
      },
    }),
    layout: 'Kraken OHLC answer',
  },
};

describe('F-P9 candle files are recognised by content', () => {
  for (const [name, { text, layout }] of Object.entries(layouts)) {
    it(name, () => {
      const { candles, report } = parseCandleText('any.txt', text, 'BTC/USDT', { timeframe: '1h' });
      expect(candles).toEqual(expected.map((c) => ({ instrumentId: 'BTC/USDT', timeframe: '1h', ...c })));
      expect(report).toMatchObject({ layout, interval: '1h', candles: 2, zeroVolume: 1 });
    });
  }

  it('reads seconds, milliseconds and microseconds by magnitude: one instant', () => {
    const at = (stamp: number) =>
      parseCandleText('f', `[[${stamp},1,1,1,1,1]]`, 'XRP/USDT', { timeframe: '1h' }).candles[0]?.openTime;
    expect([at(T0 / 1000), at(T0), at(T0 * 1000)]).toEqual([T0, T0, T0]);
  });

  it('takes 12-AM for midnight and 12-PM for noon', () => {
    const at = (time: string) =>
      parseCandleText('f', `${time},1,1,1,1,1`, 'BTC/USDT', { timeframe: '1h' }).candles[0]?.openTime;
    const noon = Date.UTC(2019, 4, 18, 12);
    expect([
      at('2019-05-18 12-AM'),
      at('2019-05-18 12-PM'),
      at('2019-05-18 01-PM'),
      at('2019-05-18 11:00:00 PM'),
    ]).toEqual([noon - 12 * HOUR, noon, noon + HOUR, noon + 11 * HOUR]);
  });

  it('keeps every digit of the file: no price goes through a float', () => {
    const digits = '0.1234567890123456789';
    const rows = `[[${T0},${digits},${digits},${digits},${digits},12345678901234567890.5],[${T0 + HOUR},3.175e-05,3.2e-5,3.1E-05,3.175e-05,1.0]]`;
    const { candles } = parseCandleText('f', rows, 'XRP/BTC');
    expect(candles[0]).toMatchObject({ close: digits, volume: '12345678901234567890.5' });
    expect(candles[1]).toMatchObject({ open: '0.00003175', high: '0.000032', low: '0.000031', volume: '1' });
  });

  it('serves every instrument', () => {
    const symbols = INSTRUMENT_IDS.map(
      (id) => parseCandleText('f', `[[${T0},1,1,1,1,1],[${T0 + HOUR},1,1,1,1,1]]`, id).candles[0]?.instrumentId,
    );
    expect(symbols).toEqual([...INSTRUMENT_IDS]);
  });
});
