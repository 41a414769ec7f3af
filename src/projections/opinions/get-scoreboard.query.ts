import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { ReadStore } from '../read-store.port.js';
import { pagesOf, reachedBy, type Span } from '../reading.js';
import type { ScoreboardView } from '../views.js';
import { ClosingPrices } from './closing-prices.port.js';
import type { AdviserCall, LegOpinions } from './opinion.row.js';
import { HORIZONS_MS, Scoreboard, type PriceAt } from './score-opinions.js';

/** How good each voice was on the snapshots of a span of time. */
export class GetScoreboard extends Query<ScoreboardView> {
  constructor(
    readonly span: Span,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

const MODEL = 'opinions';

@QueryHandler(GetScoreboard)
export class GetScoreboardHandler implements IQueryHandler<GetScoreboard> {
  constructor(
    private readonly store: ReadStore,
    private readonly prices: ClosingPrices,
  ) {}

  async execute({ span, minPosition }: GetScoreboard): Promise<ScoreboardView> {
    await reachedBy(this.store, [MODEL], minPosition);
    const board = new Scoreboard();
    for await (const legs of pagesOf<LegOpinions>(this.store, MODEL, 'legs', span)) {
      const priceAt = await this.pricesFor(legs);
      for (const leg of legs) board.takeLeg(leg, priceAt);
    }
    for await (const calls of pagesOf<AdviserCall>(this.store, MODEL, 'calls', span)) {
      for (const call of calls) board.takeCall(call);
    }
    const asOf = (await this.store.progress(MODEL))?.position;
    return { ...span, items: board.view(), ...(asOf !== undefined && { asOf }) };
  }

  /** One after the other: the archive has other readers. */
  private async pricesFor(legs: readonly LegOpinions[]): Promise<PriceAt> {
    const found = new Map<string, DecimalString | undefined>();
    const keyOf = (instrumentId: InstrumentId, at: UnixMs): string => `${instrumentId} ${at}`;
    for (const { instrumentId, at, base, opinions } of legs) {
      if (base === undefined || !opinions.some(({ view }) => view === 'long' || view === 'short')) continue;
      for (const horizonMs of HORIZONS_MS) {
        const then = at + horizonMs;
        const key = keyOf(instrumentId, then);
        if (!found.has(key)) found.set(key, await this.prices.closeAt(instrumentId, then));
      }
    }
    return (instrumentId, at) => found.get(keyOf(instrumentId, at));
  }
}
