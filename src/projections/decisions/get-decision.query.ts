import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { INSTRUMENT_IDS } from '../../domain/market/instrument.js';
import { dec, text, type DecimalString } from '../../domain/shared/decimal.js';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import { collect } from '../collect.js';
import { FactLog } from '../fact-log.js';
import { ClosingPrices } from '../opinions/closing-prices.port.js';
import { HORIZONS_MS } from '../opinions/score-opinions.js';
import { ReadStore } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import type { DecisionView } from '../views.js';
import { decisionViews } from './decision-views.js';
import type { DecisionRow } from './decision.row.js';

/** A whole cycle: its legs, what the market did since, and the facts behind them. */
export interface CycleView {
  readonly cycleId: string;
  readonly items: readonly DecisionView[];
  /** How far each price went from the mid of the snapshot, percent; without those that are not known yet. */
  readonly since: readonly {
    readonly instrumentId: string;
    readonly horizonMs: number;
    readonly price: DecimalString;
    readonly movedPct: DecimalString;
  }[];
  readonly facts: readonly RecordedFact[];
}

export class GetDecision extends Query<CycleView | undefined> {
  constructor(
    readonly cycleId: string,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

const MOVE_PLACES = 4;

@QueryHandler(GetDecision)
export class GetDecisionHandler implements IQueryHandler<GetDecision> {
  constructor(
    private readonly store: ReadStore,
    private readonly log: FactLog,
    private readonly prices: ClosingPrices,
  ) {}

  async execute({ cycleId, minPosition }: GetDecision): Promise<CycleView | undefined> {
    await reachedBy(this.store, ['decisions'], minPosition);
    const { items } = await this.store.list('decisions', 'legs', { where: { cycleId }, limit: INSTRUMENT_IDS.length });
    if (items.length === 0) return undefined;
    const legs = await decisionViews(this.store, items as unknown as readonly DecisionRow[]);
    const facts = await collect(this.log.readStream(streams.decision(cycleId)));
    return { cycleId, items: legs, since: await this.since(legs), facts };
  }

  private async since(legs: readonly DecisionView[]): Promise<CycleView['since']> {
    const moves: CycleView['since'][number][] = [];
    for (const { instrumentId, at, seen } of legs) {
      const base = seen.bid !== undefined && seen.ask !== undefined ? dec(seen.bid).add(seen.ask).div(2) : undefined;
      if (!base?.gt(0)) continue;
      for (const horizonMs of HORIZONS_MS) {
        const price = await this.prices.closeAt(instrumentId, at + horizonMs);
        if (price === undefined) continue;
        const movedPct = text(dec(price).div(base).sub(1).mul(100).toDecimalPlaces(MOVE_PLACES));
        moves.push({ instrumentId, horizonMs, price, movedPct });
      }
    }
    return moves;
  }
}
