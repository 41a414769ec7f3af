import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleFileError } from '../../../../src/infrastructure/market-data/candle-files/candle-file-error.js';
import {
  parseCandleText,
  readCandleFile,
} from '../../../../src/infrastructure/market-data/candle-files/read-candle-file.js';

const fault = (act: () => unknown): CandleFileError => {
  try {
    act();
  } catch (error) {
    if (error instanceof CandleFileError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
};
const GOOD = '1617188400,10,12,9,11,1.5\n1617192000,11,11,10.5,10.5,0\n';
const third = (values: string) => fault(() => parseCandleText('f.csv', `${GOOD}${values}\n`, 'BTC/USDT'));

describe('F-P9 a broken candle file is refused with file, line, reason and what was expected', () => {
  it.each([
    ['1617195600,10,9.9,9,9.5,1', 'high 9.9 is below open 10'],
    ['1617195600,10,10,9,10.5,1', 'high 10 is below close 10.5'],
    ['1617195600,10,12,10.5,11,1', 'low 10.5 is above open 10'],
    ['1617195600,10,12,9.5,9,1', 'low 9.5 is above close 9'],
    ['1617195600,0,12,0,11,1', 'open is 0'],
    ['1617195600,10,12,-1,11,1', 'low is -1'],
    ['1617195600,10,12,9,11,-0.1', 'volume is -0.1'],
    ['1617195600,NaN,12,9,11,1', 'open is "NaN"'],
    ['1617195600,10,Infinity,9,11,1', 'high is "Infinity"'],
    ['1617195600,10,12,9,,1', 'close is ""'],
    ['1617195600,10,12,9,0x1f,1', 'close is "0x1f"'],
    ['1617195600,10,1e99,9,11,1', 'high is "1e99"'],
    ['1617195600,10,12,9,11,null', 'volume is "null"'],
    ['16171956000,10,12,9,11,1', 'time is "16171956000"'],
    ['2021-02-30 11:00:00,10,12,9,11,1', 'time is "2021-02-30 11:00:00"'],
    ['2021-03-31 13-PM,10,12,9,11,1', 'time is "2021-03-31 13-PM"'],
    ['2021-03-31 24:00:00,10,12,9,11,1', 'time is "2021-03-31 24:00:00"'],
    ['100000000,10,12,9,11,1', 'time "100000000" is 1973-03-03'],
    ['1617195600,10,12,9,11', '5 columns'],
    ['1617195600,10,12,9,11,1,2', '7 columns'],
  ])('%s', (values, reason) => {
    const error = third(values);
    expect(error).toMatchObject({ file: 'f.csv', line: 3 });
    expect(error.reason).toContain(reason);
    expect(error.message).toMatch(/^f\.csv:3: .+; expected .+/);
  });

  it('tells prices apart that are equal as floats', () => {
    expect(third('1617195600,1.00000000000000000002,1.00000000000000000001,1,1,1').reason).toContain('below open');
    expect(() => parseCandleText('f', `${GOOD}1617195600,1.1,1.10,1.1,1.1,1\n`, 'BTC/USDT')).not.toThrow();
  });

  it.each([
    ['', 'the file is empty'],
    ['  \n', 'the file is empty'],
    ['timestamp,open,high,low,close,volume\n', 'no candle rows'],
    ['[]', 'no candle rows'],
    ['hello\nworld\n', 'begins no candle file'],
    ['timestamp,open,high,low,close\n2021-03-31,1,1,1,1\n', 'lacks a column'],
    ['date,open,high,low,close,volume usd\n2021-03-31,1,1,1,1,1\n', 'lacks a column'],
    ['1617188400,10,12,9,11,10.5,1.5,7\n', '8 columns without a header'],
    ['{"error":["EGeneral:Invalid arguments"]}', 'a JSON object that holds no candles'],
    [GOOD.split('\n')[0] ?? '', 'one candle alone shows no interval'],
    [
      '1617188400,1,1,1,1,1\n1617188460,1,1,1,1,1\n1617188520,1,1,1,1,1\n1617188610,1,1,1,1,1\n',
      'is no opening of a 1m candle',
    ],
    ['1617188400,1,1,1,1,1\n1617188820,1,1,1,1,1\n', 'the candles are 420 s apart'],
  ])('%j', (text, reason) => {
    expect(fault(() => parseCandleText('f', text, 'BTC/USDT')).reason).toContain(reason);
  });

  it('names line and row of broken JSON', () => {
    const row = (i: number) => `[${1617188400000 + i * 60_000},1,1,1,1,1]`;
    const text = (last: string) => `[\n${row(0)},\n${row(1)},\n${last}]`;
    const at = (last: string) => fault(() => parseCandleText('f', text(last), 'BTC/USDT'));
    expect(at('[1617188520000,1,1,?')).toMatchObject({ line: 4, row: 3, reason: 'found "?]"' });
    expect(at('[1617188520000,1,1,NaN,1,1]')).toMatchObject({ line: 4, row: 3, reason: 'low is "NaN"' });
    expect(at('[1617188520000,1,1,null,1,1]')).toMatchObject({ line: 4, row: 3, reason: 'low is "null"' });
    expect(at('[1617188520000,1,1,1,1]')).toMatchObject({ line: 4, row: 3, reason: '5 columns' });
    expect(at('[1617188520000,1,1,[1],1,1]')).toMatchObject({ line: 4, row: 3 });
    expect(at('7')).toMatchObject({ line: undefined, row: 3, reason: 'the row is 7' });
    expect(fault(() => parseCandleText('f', `[${row(0)},${row(1)}`, 'BTC/USDT'))).toMatchObject({
      line: 1,
      row: 3,
      reason: 'the file ends in the middle',
    });
    expect(fault(() => parseCandleText('f', `[${row(0)},${row(1)}] x`, 'BTC/USDT')).reason).toContain('after the end');
    expect(fault(() => parseCandleText('f', '['.repeat(100_000), 'BTC/USDT')).reason).toContain('nested');
  });

  it('refuses a symbol of another instrument, and a change of symbol', () => {
    const header = 'Date,Symbol,Open,High,Low,Close,Volume BTC\n';
    const rows = (a: string, b: string) =>
      `${header}2021-03-31 11-AM,${a},1,1,1,1,1\n2021-03-31 12-PM,${b},1,1,1,1,1\n`;
    expect(fault(() => parseCandleText('f', rows('ETHUSD', 'ETHUSD'), 'BTC/USDT'))).toMatchObject({ line: 2 });
    expect(fault(() => parseCandleText('f', rows('BTCUSD', 'BTCEUR'), 'BTC/USDT'))).toMatchObject({ line: 3 });
  });

  it('refuses what cannot be read: no such file, a folder, compressed data', () => {
    const folder = mkdtempSync(join(tmpdir(), 'candles-'));
    try {
      const packed = join(folder, 'a.csv.gz');
      writeFileSync(packed, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]));
      expect(fault(() => readCandleFile(join(folder, 'none.csv'), 'BTC/USDT')).message).toContain('ENOENT');
      expect(fault(() => readCandleFile(folder, 'BTC/USDT')).reason).toContain('EISDIR');
      expect(fault(() => readCandleFile(packed, 'BTC/USDT')).reason).toBe('binary data');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
