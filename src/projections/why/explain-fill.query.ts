import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { IntentApproved } from '../../domain/account/account.events.js';
import type { OpeningIntent } from '../../domain/account/risk/verdict.js';
import type { OrderDetails } from '../../domain/orders/order-terms.js';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { FactLog } from '../fact-log.js';
import type { FillRow } from '../fills/fill.row.js';
import type { PositionRow } from '../positions/position.row.js';
import type { FactRef } from '../projection.js';
import { ReadStore } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import { sentenceOf } from '../sentences/sentence.js';
import type { WhyView } from '../views.js';
import { Chain, snapshotOf } from './chain.js';

/** From a fill back to what the desk saw; undefined for a trade id that was never booked. */
export class ExplainFill extends Query<WhyView | undefined> {
  constructor(
    readonly tradeId: string,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

const MODELS = ['fills', 'verdicts', 'signals', 'positions', 'permissions'];

@QueryHandler(ExplainFill)
export class ExplainFillHandler implements IQueryHandler<ExplainFill> {
  private readonly chain: Chain;

  constructor(
    private readonly store: ReadStore,
    log: FactLog,
  ) {
    this.chain = new Chain(store, log);
  }

  async execute({ tradeId, minPosition }: ExplainFill): Promise<WhyView | undefined> {
    await reachedBy(this.store, MODELS, minPosition);
    const row = (await this.store.get('fills', 'fills', tradeId)) as FillRow | undefined;
    const fill = await this.chain.factAt(row?.refs.booked);
    if (row === undefined || fill === undefined) return undefined;
    const order = await this.chain.orderFacts(row.clientOrderId);
    const permission = await this.chain.permissionFacts(order[0]?.data as OrderDetails | undefined);
    const verdict = await this.chain.verdict(row.intentId);
    const decision = await this.decisionFacts((verdict?.data as IntentApproved['data'] | undefined)?.intent, row);
    const snapshot = snapshotOf(decision, row.instrumentId);
    const signals = await this.chain.signalFacts(snapshot);
    const candles = (snapshot?.candles ?? []).map((candle) => ({ instrumentId: row.instrumentId, ...candle }));
    const result = await this.chain.factAt(await this.closedRef(row));
    const parts = { fill, order, permission, decision, signals, candles };
    const ends = { ...(verdict !== undefined && { verdict }), ...(result !== undefined && { result }) };
    return { ...parts, ...ends, story: storyOf({ ...parts, ...ends }) };
  }

  private decisionFacts(
    intent: OpeningIntent | undefined,
    { instrumentId }: FillRow,
  ): Promise<readonly RecordedFact[]> {
    if (intent === undefined) return Promise.resolve([]);
    const { proposedBy, cycleId } = intent;
    return proposedBy === 'operator'
      ? this.chain.requestFacts(cycleId)
      : this.chain.decisionFacts(cycleId, instrumentId);
  }

  private async closedRef({ positionId }: FillRow): Promise<FactRef | undefined> {
    if (positionId === undefined) return undefined;
    const position = (await this.store.get('positions', 'positions', positionId)) as PositionRow | undefined;
    return position?.refs.closed;
  }
}

/** First cause first; a fact that stands in two parts is told once. */
const storyOf = (why: Omit<WhyView, 'story'>): readonly string[] => {
  const { candles, signals, decision, verdict, permission, order, fill, result } = why;
  const facts = [...signals, ...decision, verdict, ...permission, ...order, fill, result];
  const told = new Map<string, RecordedFact>();
  for (const fact of facts) if (fact !== undefined) told.set(fact.metadata.eventId, fact);
  const seen = candles.map(
    ({ instrumentId, timeframe, digest }) => `candles of ${instrumentId} ${timeframe} up to digest ${digest}`,
  );
  return [...seen, ...[...told.values()].map(sentenceOf)];
};
