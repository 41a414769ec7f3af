import type { PositionChanged, PositionClosed, PositionOpened } from '../../../domain/account/account.events.js';
import { dec, text, ZERO, type Dec } from '../../../domain/shared/decimal.js';
import { kindOf } from './counted-books.js';
import type { CountedPosition } from './counted-position.js';
import type { AuditFact, Tally } from './invariant.js';

interface Stated {
  readonly base: Dec;
  readonly cost: Dec;
}

const NOTHING: Stated = { base: ZERO, cost: ZERO };
const plus = (a: Stated, b: Stated): Stated => ({ base: a.base.add(b.base), cost: a.cost.add(b.cost) });

/** Open positions, and the dust of ended ones, as the account states them; base signed, a short is negative. */
export class StatedPositions {
  private readonly open = new Map<string, Stated>();
  private readonly dust = new Map<string, Stated>();
  /** Of open positions: what kind, and which way. */
  private readonly known = new Map<string, { readonly key: string; readonly sign: 1 | -1 }>();

  /** @returns what the position is netted with: the key of its kind */
  state(fact: Extract<AuditFact, PositionOpened | PositionChanged | PositionClosed>): string {
    if (fact.type === 'PositionOpened') {
      const key = kindOf(fact.data);
      const sign = fact.data.side === 'short' ? -1 : 1;
      this.known.set(fact.data.positionId, { key, sign });
      this.open.set(key, signed(fact.data, sign));
      if (fact.data.swept) this.dust.delete(key);
      return key;
    }
    const { key, sign } = this.known.get(fact.data.positionId) ?? { key: fact.data.positionId, sign: 1 as const };
    if (fact.type === 'PositionChanged') {
      this.open.set(key, signed(fact.data, sign));
      return key;
    }
    this.open.delete(key);
    this.known.delete(fact.data.positionId);
    const left = fact.data.dust;
    if (left) this.dust.set(key, plus(this.dust.get(key) ?? NOTHING, signed(left, sign)));
    return key;
  }

  compare(tally: Tally, counted: ReadonlyMap<string, CountedPosition>, last: AuditFact): void {
    for (const key of new Set([...counted.keys(), ...this.open.keys(), ...this.dust.keys()])) {
      const stated = plus(this.open.get(key) ?? NOTHING, this.dust.get(key) ?? NOTHING);
      const { base, cost } = counted.get(key) ?? NOTHING;
      tally.hold(
        stated.base.eq(base) && stated.cost.eq(cost),
        last,
        () => `the fills of ${key} sum to ${show({ base, cost })}, the account states ${show(stated)}`,
      );
    }
  }
}

const signed = (of: { readonly quantity: string; readonly cost: string }, sign: 1 | -1): Stated => ({
  base: dec(of.quantity).mul(sign),
  cost: dec(of.cost),
});

const show = ({ base, cost }: Stated): string => `${text(base)} at a cost of ${text(cost)}`;
