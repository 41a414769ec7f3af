import type { MarketStep } from '../../../application/ports/market-data.port.js';
import type { Candle } from '../../../domain/market/candle.js';
import { INSTRUMENT_IDS, INSTRUMENTS, type InstrumentId } from '../../../domain/market/instrument.js';
import { prngFrom } from '../../../domain/shared/prng.js';
import { DAY, MINUTE, startOfDay, type UnixMs } from '../../../domain/shared/time.js';
import { Chance } from './chance.js';
import { dayCandles, type DayPath } from './day-candles.js';
import { dayOfFactor, FIRST_STATE, type FactorHour, type FactorState } from './factor.js';
import { minutePath } from './minute-path.js';
import { placesOf } from './tick-text.js';

export interface SyntheticMarketOptions {
  /** A whole number; the same seed and start give the same candles. */
  readonly seed: number;
  /** First instant of the market, unix ms; taken back to the start of its UTC day. */
  readonly startAt: UnixMs;
  /** Default: all. The candles of an instrument do not depend on which others are asked for. */
  readonly instruments?: readonly InstrumentId[];
}

export interface SyntheticMarket {
  readonly startAt: UnixMs;
  readonly instruments: readonly InstrumentId[];
  /** One-minute steps with closeTime > `after`, for ever. A day is made when it is reached. */
  from(after: UnixMs): Generator<MarketStep, never>;
}

/** Prices at home, where both factors are 0: BTC in USDT, XRP in USDT. */
const BTC_HOME = Math.log(60_000);
const XRP_HOME = Math.log(2);
/** What XRP takes of BTC's movement; the rest is its own, so XRP/BTC trends too. */
const BETA = 0.6;
/** Deviation of XRP/BTC from the quotient of the other two, within an hour; none at full hours. */
const CROSS_NOISE = 0.0003;

/**
 * Median turnover of a usual minute in quote (USDT; BTC); the logarithm spreads by 0.85, and moods scale it by 0.6 (quiet)
 * to 2.5 (wild). So a tenth of a minute fills an order of 600 USDT at once nearly always, one of 2 000 in nine minutes
 * of ten, and the rest fills in parts.
 */
const USUAL_TURNOVER: Readonly<Record<InstrumentId, number>> = {
  'BTC/USDT': 70_000,
  'XRP/USDT': 60_000,
  'XRP/BTC': 0.9,
};
/** Volume in steps of 0.00001 BTC or 0.1 XRP: on the lot, and as coarse as venues print it. */
const VOLUME_PLACES: Readonly<Record<InstrumentId, number>> = { 'BTC/USDT': 5, 'XRP/USDT': 1, 'XRP/BTC': 1 };

interface Factors {
  readonly btc: FactorState;
  readonly xrp: FactorState;
}

/** Loadings of an instrument's log price on the two factors. */
const LOADINGS: Readonly<Record<InstrumentId, { home: number; btc: number; xrp: number; noise: number }>> = {
  'BTC/USDT': { home: BTC_HOME, btc: 1, xrp: 0, noise: 0 },
  'XRP/USDT': { home: XRP_HOME, btc: BETA, xrp: 1, noise: 0 },
  'XRP/BTC': { home: XRP_HOME - BTC_HOME, btc: BETA - 1, xrp: 1, noise: CROSS_NOISE },
};

const dayPath = (
  id: InstrumentId,
  startAt: UnixMs,
  seed: number,
  btc: readonly FactorHour[],
  xrp: readonly FactorHour[],
  btcPath: Float64Array,
  xrpPath: Float64Array,
): DayPath => {
  const load = LOADINGS[id];
  const chance = new Chance(prngFrom(seed, id, 'noise', startAt));
  const logPrice = btcPath.map((value, i) => {
    const noise = load.noise > 0 && i % 60 !== 0 ? chance.normal() * load.noise : 0;
    return load.home + load.btc * value + load.xrp * (xrpPath[i] ?? 0) + noise;
  });
  return {
    instrumentId: id,
    startAt,
    logPrice,
    minuteSigma: btc.map((hour, h) => Math.hypot(load.btc * hour.minuteSigma, load.xrp * (xrp[h]?.minuteSigma ?? 0))),
    turnover: btc.map((hour, h) => (load.xrp === 0 ? hour.turnover : (hour.turnover + (xrp[h]?.turnover ?? 1)) / 2)),
    usualTurnover: USUAL_TURNOVER[id],
    pricePlaces: placesOf(INSTRUMENTS[id].tick),
    volumePlaces: VOLUME_PLACES[id],
  };
};

/**
 * A pretend market: two factors (BTC, and XRP's own part) walk through moods by a seeded schedule, and the three
 * instruments are made from them. Deterministic: candles are a function of seed, start and time. A day's minutes follow
 * from 24 hourly marks per factor, and those from the state at the day's start, of which one is kept per day: so any
 * day is reached without its predecessors' minutes. V8 computes exp, tanh and hypot in software, alike on every machine.
 */
export const syntheticMarket = (options: SyntheticMarketOptions): SyntheticMarket => {
  const { seed } = options;
  const startAt = startOfDay(options.startAt);
  const instruments = INSTRUMENT_IDS.filter((id) => options.instruments?.includes(id) ?? true);
  const checkpoints: Factors[] = [{ btc: FIRST_STATE, xrp: FIRST_STATE }];

  const hoursOf = (day: number) => {
    for (let d = checkpoints.length - 1; d < day; d++) {
      const { btc, xrp } = checkpoints[d] as Factors;
      checkpoints.push({ btc: dayOfFactor(seed, 'btc', d, btc).next, xrp: dayOfFactor(seed, 'xrp', d, xrp).next });
    }
    const { btc, xrp } = checkpoints[day] as Factors;
    return { btc: dayOfFactor(seed, 'btc', day, btc).hours, xrp: dayOfFactor(seed, 'xrp', day, xrp).hours };
  };

  const candlesOf = (day: number): readonly (readonly Candle[])[] => {
    const { btc, xrp } = hoursOf(day);
    const btcPath = minutePath(btc, new Chance(prngFrom(seed, 'btc', 'minutes', day)));
    const xrpPath = minutePath(xrp, new Chance(prngFrom(seed, 'xrp', 'minutes', day)));
    const start = startAt + day * DAY;
    return instruments.map((id) => dayCandles(dayPath(id, start, seed, btc, xrp, btcPath, xrpPath), seed));
  };

  function* from(after: UnixMs): Generator<MarketStep, never> {
    const first = Math.max(0, Math.floor((after - startAt) / MINUTE));
    for (let day = Math.floor(first / (DAY / MINUTE)), at = first % (DAY / MINUTE); ; day++, at = 0) {
      const series = candlesOf(day);
      for (let i = at; i < DAY / MINUTE; i++) {
        const candles = series.map((own) => own[i] as Candle);
        yield { closeTime: startAt + day * DAY + (i + 1) * MINUTE, candles };
      }
    }
  }
  return { startAt, instruments, from };
};
