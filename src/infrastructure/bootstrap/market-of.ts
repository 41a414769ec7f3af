import type { MarketData } from '../../application/ports/market-data.port.js';
import { DAY, type UnixMs } from '../../domain/shared/time.js';
import type { Config } from '../config/config.js';
import { FileMarketData } from '../market-data/candle-files/file-market-data.js';
import { loadCandleSet } from '../market-data/candle-files/load-candle-set.js';
import { SyntheticMarketData } from '../market-data/synthetic/synthetic-market-data.js';

export interface ChosenMarket {
  readonly data: MarketData;
  /** Trading begins here; what lies before warms the indicators. */
  readonly tradingFrom: UnixMs;
  /** Up to here a first start trades at full speed. */
  readonly livedUntil: UnixMs;
}

/** The market that the settings name. @throws CandleFileError for a file that cannot be read */
export const marketOf = ({ market }: Config): ChosenMarket => {
  const { kind, seed, startAt, instruments, historyDays, files } = market;
  if (kind === 'synthetic') {
    const tradingFrom = startAt - historyDays * DAY;
    return {
      data: new SyntheticMarketData({ seed, startAt: tradingFrom, instruments }),
      tradingFrom,
      livedUntil: startAt,
    };
  }
  const set = loadCandleSet(files);
  const { tradingFrom } = set;
  return { data: new FileMarketData(set), tradingFrom, livedUntil: tradingFrom + historyDays * DAY };
};
