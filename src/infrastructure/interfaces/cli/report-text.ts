import type { BacktestResult, CandleFileAccount } from '../../../application/backtest/backtest-result.js';
import { dec } from '../../../domain/shared/decimal.js';
import type { UnixMs } from '../../../domain/shared/time.js';

const usdt = (amount: string): string => `${dec(amount).toFixed(2)} USDT`;
const percent = (pct: string): string => `${dec(pct).toFixed(2)} %`;
const time = (at: UnixMs): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const counts = (by: Readonly<Record<string, number>>): string =>
  Object.entries(by)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const ODDITIES: readonly (readonly [keyof CandleFileAccount, string])[] = [
  ['duplicates', 'duplicate rows'],
  ['conflicting', 'of them conflicting'],
  ['disordered', 'out of order'],
  ['unfinishedDropped', 'unfinished dropped'],
  ['zeroVolume', 'without volume'],
  ['gaps', 'gaps'],
  ['missing', 'candles missing in them'],
  ['filled', 'filled in'],
  ['outsideRange', 'outside the range'],
];

const fileLine = (file: CandleFileAccount): string => {
  const odd = ODDITIES.filter(([key]) => Number(file[key]) > 0).map(([key, words]) => `${file[key]} ${words}`);
  return `  ${file.file}: ${file.rows} rows of ${file.interval} (${file.layout}), ${odd.join(', ') || 'nothing odd'}`;
};

/** The report for a person. */
export const reportText = (result: BacktestResult): string => {
  const { figures: f, files, market, tradingFrom, endedAt, haltsCleared, interrupted } = result;
  const rows: readonly (readonly [string, string])[] = [
    ['market', market],
    ['traded', `${time(tradingFrom)} to ${time(endedAt)}, ${f.candles} candles${interrupted ? ' (interrupted)' : ''}`],
    ['opinions', `${f.signals} signals, ${f.cycles} decision cycles, ${f.proposals} proposals`],
    ['verdicts', `${f.approved} approved, ${f.resized} resized, ${f.denied} denied`],
    ['denied first by', counts(f.deniedByCode) || '-'],
    ['orders', `${f.orders}, ${f.fills} fills, ${f.partialEntries} entries filled in parts`],
    ['positions closed', `${f.positionsClosed}: ${f.longsClosed} long, ${f.shortsClosed} short; ${f.wins} won`],
    ['by instrument', counts(f.closedByInstrument)],
    ['realised', `${usdt(f.realisedPnl)} after ${usdt(f.fees)} of fees`],
    ['final equity', usdt(f.finalEquity)],
    ['deepest drawdown', percent(f.maxDrawdownPct)],
    ...(haltsCleared > 0 ? [['halts cleared', String(haltsCleared)] as const] : []),
    ['facts', String(f.facts)],
    ['invariants held', f.invariantsHeld],
    ['state hash', f.stateHash],
    ['seconds', f.seconds.toFixed(1)],
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(18)}${value}`);
  return ['BACKTEST: pretend money over recorded candles', ...lines, 'candle files', ...files.map(fileLine), ''].join(
    '\n',
  );
};
