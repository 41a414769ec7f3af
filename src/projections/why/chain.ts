import type { CycleOpened, InstrumentSnapshot } from '../../domain/decisions/decision.events.js';
import type { OrderDetails, Permission } from '../../domain/orders/order-terms.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import { collect } from '../collect.js';
import type { FactLog } from '../fact-log.js';
import { deskFact, type FactRef } from '../projection.js';
import type { ReadStore } from '../read-store.port.js';
import { firstOf } from '../reading.js';
import type { SignalRow } from '../signals/signals.projection.js';
import { allowingVerdict } from '../verdicts/allowing-verdict.js';
import { exitKey, type PermissionRow } from './permissions.projection.js';

/**
 * The links of the causal chain, one lookup each. What stands in a long stream (the account's, an agent's) is found by
 * the version that a read model noted down, never by a scan.
 */
export class Chain {
  constructor(
    private readonly store: ReadStore,
    private readonly log: FactLog,
  ) {}

  async factAt(ref: FactRef | undefined): Promise<RecordedFact | undefined> {
    if (ref === undefined) return undefined;
    const facts = await collect(this.log.readStream(ref.stream, { from: ref.version, limit: 1 }));
    return facts[0];
  }

  orderFacts(clientOrderId: string): Promise<readonly RecordedFact[]> {
    return collect(this.log.readStream(streams.order(clientOrderId)));
  }

  /** The permission of an order; of a closing one also what set the exit off. */
  async permissionFacts(order: OrderDetails | undefined): Promise<readonly RecordedFact[]> {
    if (order === undefined) return [];
    const exit = order.exit === undefined ? [] : [await this.permission(exitKey(order.exit.exitId))];
    const facts = [...exit, await this.permission(order.permission.key)];
    return facts.filter((fact) => fact !== undefined);
  }

  /** The verdict that allowed the opening order of an intent. */
  async verdict(intentId: string): Promise<RecordedFact | undefined> {
    return this.factAt((await allowingVerdict(this.store, intentId))?.refs.verdict);
  }

  /** What a person asked for: an opening by hand has no cycle, its request stands in the place of one. */
  requestFacts(overrideId: string): Promise<readonly RecordedFact[]> {
    return collect(this.log.readStream(streams.override(overrideId)));
  }

  /** The cycle's facts about one instrument. */
  async decisionFacts(cycleId: string, instrumentId: string): Promise<readonly RecordedFact[]> {
    const facts = await collect(this.log.readStream(streams.decision(cycleId)));
    return facts.filter((fact) => {
      const legOf = legInstrument(fact);
      return legOf === undefined || legOf === instrumentId;
    });
  }

  /** The signals that the snapshot names by run. */
  async signalFacts(snapshot: InstrumentSnapshot | undefined): Promise<readonly RecordedFact[]> {
    const facts: RecordedFact[] = [];
    for (const { agent, runId } of snapshot?.advisers ?? []) {
      const where = { runId, agent, instrumentId: snapshot?.instrumentId ?? '' };
      const row = await firstOf<SignalRow>(this.store, 'signals', 'signals', { where });
      const fact = await this.factAt(row?.refs.recorded);
      if (fact !== undefined) facts.push(fact);
    }
    return facts;
  }

  private async permission(key: Permission['key']): Promise<RecordedFact | undefined> {
    const row = (await this.store.get('permissions', 'permissions', key)) as PermissionRow | undefined;
    return this.factAt(row?.ref);
  }
}

const legInstrument = (recorded: RecordedFact): string | undefined => {
  const fact = deskFact(recorded);
  if (fact.type === 'VoteCast') return fact.data.vote.instrumentId;
  return 'instrumentId' in fact.data ? fact.data.instrumentId : undefined;
};

/** What the decision saw of the instrument. */
export const snapshotOf = (decision: readonly RecordedFact[], instrumentId: string): InstrumentSnapshot | undefined => {
  const opened = decision.find(({ type }) => type === 'CycleOpened');
  const data = opened?.data as CycleOpened['data'] | undefined;
  return data?.instruments.find((each) => each.instrumentId === instrumentId);
};
