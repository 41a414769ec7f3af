import { INSTRUMENT_IDS, INSTRUMENTS } from '../../../../src/domain/market/instrument.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';
import type { MarketStep } from '../../../../src/application/ports/market-data.port.js';
import { syntheticMarket } from '../../../../src/infrastructure/market-data/synthetic/synthetic-market.js';
import { SyntheticMarketData } from '../../../../src/infrastructure/market-data/synthetic/synthetic-market-data.js';
import { placesOf, tickText } from '../../../../src/infrastructure/market-data/synthetic/tick-text.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);

const take = (steps: Iterable<MarketStep>, count: number): MarketStep[] => {
  const taken: MarketStep[] = [];
  for (const step of steps) {
    taken.push(step);
    if (taken.length === count) break;
  }
  return taken;
};

describe('the pretend market', () => {
  const market = syntheticMarket({ seed: 7, startAt: START });
  const run = take(market.from(START), 3 * 1440);

  it('gives the same candles for the same seed, and others for another', () => {
    expect(take(syntheticMarket({ seed: 7, startAt: START }).from(START), 2000)).toEqual(run.slice(0, 2000));
    expect(take(syntheticMarket({ seed: 8, startAt: START }).from(START), 1)).not.toEqual(run.slice(0, 1));
  });

  it('these are its first candles, on every machine and in every version', () => {
    expect(run[0]?.candles.map((c) => [c.instrumentId, c.open, c.high, c.low, c.close, c.volume].join(' ')))
      .toMatchInlineSnapshot(`
      [
        "BTC/USDT 60000 60000 59964.3 59976.7 3.13013",
        "XRP/USDT 2 2.00003 1.99937 1.99977 47936.6",
        "XRP/BTC 0.00003333 0.00003336 0.00003332 0.00003335 66211.7",
      ]
    `);
  });

  it('from any instant equals the uninterrupted run, read in any order', () => {
    for (const at of [2 * DAY, 0, DAY, 2 * DAY - MINUTE, DAY + 7.5 * MINUTE, 3 * DAY - MINUTE]) {
      const first = Math.floor(at / MINUTE);
      const fresh = syntheticMarket({ seed: 7, startAt: START });
      for (const source of [market, fresh]) {
        expect(take(source.from(START + at), 3)).toEqual(
          first + 3 <= run.length ? run.slice(first, first + 3) : take(market.from(START), first + 3).slice(first),
        );
      }
    }
  });

  it('does not change an instrument when others are left out', () => {
    const alone = take(syntheticMarket({ seed: 7, startAt: START, instruments: ['XRP/BTC'] }).from(START), 1500);
    expect(alone.map((step) => step.candles[0])).toEqual(run.slice(0, 1500).map((step) => step.candles[2]));
  });

  it('closes each minute once, opens where the minute before closed, and keeps high and low', () => {
    run.forEach((step, i) => {
      expect(step.closeTime).toBe(START + (i + 1) * MINUTE);
      expect(step.candles.map((c) => c.instrumentId)).toEqual([...INSTRUMENT_IDS]);
      step.candles.forEach((c, k) => {
        const [open, high, low, close] = [c.open, c.high, c.low, c.close].map(Number) as [
          number,
          number,
          number,
          number,
        ];
        if (high < Math.max(open, close) || low > Math.min(open, close) || low <= 0) throw new Error(JSON.stringify(c));
        if (i > 0 && c.open !== run[i - 1]?.candles[k]?.close) throw new Error(`gap before ${JSON.stringify(c)}`);
      });
    });
  });

  it('writes canonical decimals on tick and lot, with some volume in every minute', () => {
    for (const { candles } of take(market.from(START + DAY), 300)) {
      for (const c of candles) {
        const { tick, lot } = INSTRUMENTS[c.instrumentId];
        for (const price of [c.open, c.high, c.low, c.close]) {
          expect(text(price)).toBe(price);
          expect(dec(price).mod(tick).isZero()).toBe(true);
        }
        expect(text(c.volume)).toBe(c.volume);
        expect(dec(c.volume).mod(lot).isZero()).toBe(true);
        expect(dec(c.volume).gt(0)).toBe(true);
      }
    }
  });

  it('writes ticks as decimal.js would', () => {
    for (const places of [1, 5, 8]) {
      for (const count of [0, 1, 9, 10, 100, 12_345, 100_000, 100_001, 99_999_999, 600_000_000, 123_456_789_012]) {
        expect(tickText(count, places)).toBe(text(dec(count).mul(dec(10).pow(-places))));
      }
    }
    expect(placesOf('0.00001')).toBe(5);
    expect(() => placesOf('0.5')).toThrow(RangeError);
  });

  it('as market data: labelled as pretend, history before the start, no seam between warm-up and trading', () => {
    const data = new SyntheticMarketData({ seed: 7, startAt: START, historyDays: 2 });
    expect(data).toMatchObject({
      label: 'PRETEND MARKET, seed 7',
      baseTimeframe: '1m',
      instruments: [...INSTRUMENT_IDS],
    });
    const history = [...data.warmup(START)];
    expect(history).toHaveLength(2 * 1440);
    expect(history.at(-1)?.closeTime).toBe(START);
    const [next] = take(data.steps(START), 1);
    expect(next?.closeTime).toBe(START + MINUTE);
    expect(next?.candles.map((c) => c.open)).toEqual(history.at(-1)?.candles.map((c) => c.close));
  });

  it('reaches a day ten years away without its minutes', () => {
    // Minute by minute it would outlast the runner's patience many times over.
    expect(take(market.from(START + 3650 * DAY), 1)).toHaveLength(1);
  });
});
