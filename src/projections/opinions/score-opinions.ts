/**
 * The score of every voice, from what was said and what the price did: nothing else is looked at. A direction is a hit
 * when the price has moved that way by the end of the horizon, a miss when it has moved the other way, and neither when
 * it stands where it stood.
 */
import type { InstrumentId } from '../../domain/market/instrument.js';
import { ZERO, dec, text, type Dec, type DecimalString } from '../../domain/shared/decimal.js';
import { DAY, HOUR, type UnixMs } from '../../domain/shared/time.js';
import type { HorizonScoreView, ScoreView } from '../views.js';
import { medianOf } from './median.js';
import type { AdviserCall, LegOpinions, Opinion, VoteCall } from './opinion.row.js';

export const HORIZONS_MS: readonly number[] = [HOUR, 4 * HOUR, DAY];

/** The price at an instant; undefined while nobody can know it. */
export type PriceAt = (instrumentId: InstrumentId, at: UnixMs) => DecimalString | undefined;

/** Places that are shown of a mean. */
const PLACES = 6;
const COST_PLACES = 8;

const mean = (sum: Dec, count: number): DecimalString => text(sum.div(count).toDecimalPlaces(PLACES));

class HorizonScore {
  private known = 0;
  private hits = 0;
  private misses = 0;
  private squares = ZERO;
  private returns = ZERO;

  constructor(private readonly horizonMs: number) {}

  take({ view, confidence = '0' }: Opinion, base: DecimalString, later: DecimalString): void {
    const moved = dec(later).div(base).sub(1);
    const gained = view === 'short' ? moved.neg() : moved;
    this.known += 1;
    this.returns = this.returns.add(gained);
    if (gained.isZero()) return;
    const hit = gained.gt(0) ? 1 : 0;
    this.hits += hit;
    this.misses += 1 - hit;
    this.squares = this.squares.add(dec(confidence).sub(hit).pow(2));
  }

  view(): HorizonScoreView {
    const { horizonMs, known, hits, misses } = this;
    const judged = hits + misses;
    return {
      horizonMs,
      known,
      hits,
      misses,
      ...(judged > 0 && { brier: mean(this.squares, judged) }),
      ...(known > 0 && { averageReturnPct: mean(this.returns.mul(100), known) }),
    };
  }
}

class Voice {
  private opinions = 0;
  private calls = 0;
  private overruled = 0;
  private late = 0;
  private silent = 0;
  private cost = ZERO;
  private readonly latencies: number[] = [];
  private readonly horizons = HORIZONS_MS.map((horizonMs) => ({ horizonMs, score: new HorizonScore(horizonMs) }));

  constructor(
    private readonly about: Pick<ScoreView, 'who' | 'role' | 'instrumentId'>,
    public model: string | undefined,
  ) {}

  hear(opinion: Opinion, { base, at, instrumentId, ended }: LegOpinions, priceAt: PriceAt): void {
    if (opinion.late) this.late += 1;
    if (opinion.view === 'silent') {
      this.silent += 1;
      return;
    }
    this.opinions += 1;
    if (opinion.view === 'none') return;
    this.calls += 1;
    if (ended !== undefined && ended !== opinion.view) this.overruled += 1;
    if (base === undefined) return;
    for (const { horizonMs, score } of this.horizons) {
      const later = priceAt(instrumentId, at + horizonMs);
      if (later !== undefined) score.take(opinion, base, later);
    }
  }

  pay({ cost, latencyMs }: VoteCall, shares: number): void {
    this.cost = this.cost.add(dec(cost).div(shares));
    this.latencies.push(latencyMs);
  }

  view(): ScoreView {
    const { about, model, opinions, calls, overruled, late, silent } = this;
    const latencyMs = medianOf(this.latencies);
    return {
      ...about,
      ...(model !== undefined && { model }),
      opinions,
      calls,
      overruled,
      late,
      silent,
      cost: text(this.cost.toDecimalPlaces(COST_PLACES)),
      ...(latencyMs !== undefined && { latencyMs }),
      horizons: this.horizons.map(({ score }) => score.view()),
    };
  }
}

/** Takes legs and calls one by one, so that a long window needs no more memory than a short one. */
export class Scoreboard {
  private readonly voices = new Map<string, Voice>();
  /** When the model of an adviser was asked last: its row names that one. */
  private readonly askedAt = new Map<Voice, UnixMs>();

  takeLeg(leg: LegOpinions, priceAt: PriceAt): void {
    const { instrumentId } = leg;
    const callOf = (who: string): VoteCall | undefined => leg.calls.find((call) => call.who === who);
    for (const opinion of leg.opinions) {
      const { who, role } = opinion;
      const model = role === 'member' ? callOf(who)?.model : undefined;
      this.voice({ who, role, instrumentId }, model).hear(opinion, leg, priceAt);
    }
    for (const call of leg.calls)
      this.voice({ who: call.who, role: 'member', instrumentId }, call.model).pay(call, leg.legs);
  }

  takeCall(call: AdviserCall): void {
    for (const instrumentId of call.instruments) {
      const voice = this.voice({ who: call.who, role: 'adviser', instrumentId });
      voice.pay(call, call.instruments.length);
      if (call.at < (this.askedAt.get(voice) ?? 0)) continue;
      this.askedAt.set(voice, call.at);
      voice.model = call.model;
    }
  }

  /** Advisers, members, outside agents, each by name and instrument. */
  view(): readonly ScoreView[] {
    return [...this.voices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, voice]) => voice.view());
  }

  /** Votes of another model are another voice. */
  private voice(about: Pick<ScoreView, 'who' | 'role' | 'instrumentId'>, model?: string): Voice {
    const key = [about.role, about.who, model ?? '', about.instrumentId].join('|');
    const voice = this.voices.get(key) ?? new Voice(about, model);
    this.voices.set(key, voice);
    return voice;
  }
}

export const scoreOpinions = (
  legs: Iterable<LegOpinions>,
  calls: Iterable<AdviserCall>,
  priceAt: PriceAt,
): readonly ScoreView[] => {
  const board = new Scoreboard();
  for (const leg of legs) board.takeLeg(leg, priceAt);
  for (const call of calls) board.takeCall(call);
  return board.view();
};
