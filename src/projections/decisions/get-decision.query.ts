import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { INSTRUMENT_IDS } from '../../domain/market/instrument.js';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import { collect } from '../collect.js';
import { FactLog } from '../fact-log.js';
import { ReadStore } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import type { DecisionView } from '../views.js';
import { decisionViews } from './decision-views.js';
import type { DecisionRow } from './decision.row.js';

/** A whole cycle: its legs, and the facts behind them. */
export interface CycleView {
  readonly cycleId: string;
  readonly items: readonly DecisionView[];
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

@QueryHandler(GetDecision)
export class GetDecisionHandler implements IQueryHandler<GetDecision> {
  constructor(
    private readonly store: ReadStore,
    private readonly log: FactLog,
  ) {}

  async execute({ cycleId, minPosition }: GetDecision): Promise<CycleView | undefined> {
    await reachedBy(this.store, ['decisions'], minPosition);
    const { items } = await this.store.list('decisions', 'legs', { where: { cycleId }, limit: INSTRUMENT_IDS.length });
    if (items.length === 0) return undefined;
    const legs = await decisionViews(this.store, items as unknown as readonly DecisionRow[]);
    return { cycleId, items: legs, facts: await collect(this.log.readStream(streams.decision(cycleId))) };
  }
}
