/** A venue that does what it is told is compared thousands of times, and nothing ever comes of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMemory } from '../../src/infrastructure/bootstrap/open-storage.js';
import { runBacktest } from '../../src/infrastructure/bootstrap/run-backtest.js';
import { DAY } from '../../src/domain/shared/time.js';
import { backtestOf } from '../support/backtests.js';
import { collect } from '../support/facts.js';
import { writeGeneratedCandles } from '../support/generated-candles.js';
import { deskOverPretendMarket, TRADING_FROM } from '../support/pretend-desk.js';

/** What the watch over the venue writes where something is wrong. */
const ALARMS = [
  'BalanceCorrected',
  'ForeignOrderAdopted',
  'OrderAdopted',
  'OrderContradicted',
  'VenueRulesChanged',
  'DegradationChanged',
];

test('F-O25 a month of backtest: no correction, no adoption, no contradiction', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tribune-month-'));
  try {
    const { files, from } = writeGeneratedCandles(folder, 31);
    const types: string[] = [];
    const { figures } = await runBacktest(backtestOf({ candles: files, from, onFact: ({ type }) => types.push(type) }));
    expect(figures.positionsClosed).toBeGreaterThan(5);
    expect(types.filter((type) => ALARMS.includes(type))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test('F-O25 a day of minutes, with partial fills and shorts', async () => {
  const storage = openMemory();
  await deskOverPretendMarket({ storage, seed: 5, until: TRADING_FROM + DAY, volumeShare: '0.0005' });
  const types = (await collect(storage.store.readAll())).map(({ type }) => type);
  expect(types.filter((type) => type === 'FillBooked').length).toBeGreaterThan(2);
  expect(types.filter((type) => ALARMS.includes(type))).toEqual([]);
}, 120_000);
