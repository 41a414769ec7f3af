import type { Command } from 'commander';
import type { BacktestOptions, CliActions, CliSurface } from './actions.js';
import { candlePair, type CandlePaths, clearAfter, demanded, gathered, instant, storeName } from './option-values.js';
import { Progress } from './progress.js';
import { reportText } from './report-text.js';

interface Parsed {
  readonly candles?: CandlePaths;
  readonly from?: number;
  readonly to?: number;
  readonly seed?: string;
  readonly store: string;
  readonly json?: boolean;
  readonly equity?: string;
  readonly votes?: string;
  readonly log?: string;
  readonly admin?: number;
  readonly config?: string;
  readonly set?: readonly string[];
}

const EXAMPLES = `
Examples:
  tribune backtest --candles BTC/USDT=btc.csv --candles XRP/USDT=xrp.json
  tribune backtest --candles BTC/USDT=btc.csv --from 2020-02-01 --to 2020-03-01 --json
  tribune backtest --candles BTC/USDT=btc.csv --votes log.ndjson
  tribune backtest --candles BTC/USDT=btc.csv --admin clear-after=24h --set risk.maxOpenPositions=2 --equity curve.csv

The same command gives the same state hash, on memory and on postgres. In the answer *Pct are fractions, money is text.`;

const optionsOf = ({ admin, json: _json, ...rest }: Parsed, candles: CandlePaths): BacktestOptions => ({
  ...rest,
  candles,
  ...(admin === undefined ? {} : { clearHaltAfterMs: admin }),
});

export const addBacktest = (program: Command, actions: CliActions, { out, stderr, signal }: CliSurface): void => {
  program
    .command('backtest')
    .description('Run the desk over recorded candles, on a clock that waits for nothing.')
    .option('--candles <PAIR=FILE>', 'candle file of an instrument; once for each', candlePair)
    .option('--from <time>', 'start of trading (UTC); earlier candles warm the indicators', instant)
    .option('--to <time>', 'candles that open from here on are left out (UTC)', instant)
    .option('--seed <text>', "names the pretend venue's chance (paper.seed)")
    .option(
      '--store <store>',
      'memory, postgres (its own, removed afterwards), or the URL of an empty database',
      storeName,
      'memory',
    )
    .option('--json', 'print one JSON object')
    .option('--equity <FILE>', 'write the equity curve as CSV')
    .option('--votes <FILE>', 'exported log whose models answer again; they cost nothing and nothing is called')
    .option('--log <FILE>', 'write every fact as newline JSON')
    .option(
      '--admin <what>',
      'clear-after=24h: halts are lifted and bad weeks reviewed so long after them, by recorded commands',
      clearAfter,
    )
    .option('--config <FILE>', 'settings to use (default: tribune.config.json, if there is one)')
    .option('--set <KEY=VALUE>', 'set any rule, as risk.maxOpenPositions=2; once for each', gathered)
    .addHelpText('after', EXAMPLES)
    .action(async (parsed: Parsed, command: Command) => {
      const { from, to } = parsed;
      const candles = demanded(command, '--candles <PAIR=FILE>', parsed.candles);
      if (from !== undefined && to !== undefined && from >= to) command.error('error: --from must lie before --to');
      const progress = new Progress(stderr);
      const result = await actions
        .backtest(optionsOf(parsed, candles), progress.listener, signal)
        .finally(() => progress.stop());
      out(parsed.json ? `${JSON.stringify(result.figures)}\n` : reportText(result));
      if (result.violations.length > 0) throw new Error(result.violations.join('\n'));
      if (result.interrupted) throw new Error('Interrupted: the figures cover what had been traded until then.');
    });
};
