import { MarketState } from '../../../../src/application/market/market-state.js';
import { DEFAULT_PAPER } from '../../../../src/domain/matching/paper-settings.js';
import type { Candle } from '../../../../src/domain/market/candle.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';

const MIN = 60_000;
const T0 = 1_767_571_200_000;

const closed = (minute: number, instrumentId: InstrumentId, price: string): Candle => ({
  instrumentId,
  timeframe: '1m',
  openTime: T0 + minute * MIN,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: '1',
});

/** Two minutes: the first has both pairs, the second only the one. */
const rateAfter = (second: Candle): string | undefined => {
  const market = new MarketState(['BTC/USDT', 'XRP/BTC'], '1m', DEFAULT_PAPER.halfSpreadPct);
  market.push({ closeTime: T0 + MIN, candles: [closed(0, 'XRP/BTC', '0.00001'), closed(0, 'BTC/USDT', '60000')] });
  market.push({ closeTime: T0 + 2 * MIN, candles: [second] });
  return market.quotes(false)['XRP/BTC']?.usdtRate;
};

test('a fee in BTC is charged by the last price of BTC, as the venue charges it, in a gap of either pair', () => {
  expect(rateAfter(closed(1, 'XRP/BTC', '0.000011'))).toBe('60000');
  expect(rateAfter(closed(1, 'BTC/USDT', '61000'))).toBe('61000');
});

test('before BTC has had a price there is no rate', () => {
  const market = new MarketState(['BTC/USDT', 'XRP/BTC'], '1m', DEFAULT_PAPER.halfSpreadPct);
  market.push({ closeTime: T0 + MIN, candles: [closed(0, 'XRP/BTC', '0.00001')] });
  expect(market.quotes(false)['XRP/BTC']?.usdtRate).toBeUndefined();
});
