import { DEFAULT_POLICY, type RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import type { AuditFact } from '../../../../src/application/replay/invariants/invariant.js';

/** A trading position in plain numbers: base, and its entry value in quote. */
export interface Held {
  readonly instrumentId: InstrumentId;
  readonly side: 'long' | 'short';
  readonly leverage: number;
  readonly quantity: number;
  readonly cost: number;
  readonly openedAt: number;
  /** Margin fees are paid up to here. */
  readonly chargedTo: number;
  readonly stop: number;
  readonly target: number;
  readonly exiting: boolean;
}

/** An approved entry that has not ended. */
export interface Working {
  readonly instrumentId: InstrumentId;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly leaves: number;
  readonly notionalUsdt: number;
  readonly reservedUsdt: number;
  readonly marginUsdt: number;
}

export type Mids = Readonly<Partial<Record<InstrumentId, number>>>;

export const BASE: Readonly<Record<InstrumentId, string>> = { 'BTC/USDT': 'BTC', 'XRP/USDT': 'XRP', 'XRP/BTC': 'XRP' };
export const QUOTE: Readonly<Record<InstrumentId, string>> = {
  'BTC/USDT': 'USDT',
  'XRP/USDT': 'USDT',
  'XRP/BTC': 'BTC',
};

/** USDT for one unit; undefined without a price. */
export const worth = (currency: string, mids: Mids): number | undefined => {
  if (currency === 'USDT') return 1;
  return mids[currency === 'BTC' ? 'BTC/USDT' : 'XRP/USDT'];
};

/** Unrealised, USDT; undefined without a price. */
export const gainOf = ({ instrumentId: id, side, quantity, cost }: Held, mids: Mids): number | undefined => {
  const [mid, rate] = [mids[id], worth(QUOTE[id], mids)];
  if (mid === undefined || rate === undefined) return undefined;
  const value = mid * quantity - cost;
  return (side === 'long' ? value : -value) * rate;
};

const kindOf = ({ instrumentId, leverage }: Held): string => `${instrumentId} ${leverage > 1 ? 'margin' : 'cash'}`;

/** What borrowing has cost since the last charge, USDT. */
const accruedOf = ({ instrumentId, leverage, cost, chargedTo }: Held, mids: Mids, at: number, policy: RiskPolicy) => {
  if (leverage <= 1) return 0;
  const periods = Math.max(0, at - chargedTo) / policy.marginFeePeriodMs;
  return cost * Number(policy.marginFee) * (worth(QUOTE[instrumentId], mids) ?? 0) * periods;
};

/**
 * The account reckoned anew from its facts, in floating point and by code that shares nothing with the deciders: what it
 * says is good to some billionths, and no slip of theirs can be its own.
 */
export class Books {
  policy: RiskPolicy = DEFAULT_POLICY;
  /** By position: what somebody else opened may stand beside the desk's own in one instrument. */
  readonly held = new Map<string, Held>();
  /** Of ended trades, too little to close: money and exposure, and no open position. By instrument and kind. */
  readonly dust = new Map<string, Held & { readonly positionId: string }>();
  readonly working = new Map<string, Working>();
  /** Of the trading book, and of both books that equity counts. */
  readonly trading = new Map<string, number>();
  readonly counted = new Map<string, number>();
  realised = 0;

  take(fact: AuditFact): void {
    switch (fact.type) {
      case 'AccountOpened':
      case 'LimitsChanged':
        this.policy = { ...DEFAULT_POLICY, ...fact.data.policy };
        return;
      case 'FundsDeposited':
        this.move('trading', fact.data.currency, fact.data.trading);
        return this.move('allocation', fact.data.currency, fact.data.allocation);
      case 'FundsTransferred':
        this.move(fact.data.from, fact.data.currency, `-${fact.data.amount}`);
        return this.move(fact.data.to, fact.data.currency, fact.data.amount);
      case 'FundsWithdrawn':
        return this.move(fact.data.book, fact.data.currency, `-${fact.data.amount}`);
      case 'FillBooked':
        this.realise(fact.data.book, Number(fact.data.grossUsdt) - Number(fact.data.feeUsdt));
        this.fill(fact.data.clientOrderId, Number(fact.data.quantity));
        return this.moveAll(fact.data.changes);
      case 'FeeCharged':
        this.realise(fact.data.book, -Number(fact.data.feeUsdt));
        this.change(fact.data, { chargedTo: fact.data.chargedTo });
        return this.moveAll(fact.data.changes);
      case 'BalanceCorrected':
      case 'ProfitSetAside':
        return this.moveAll(fact.data.changes);
      case 'IntentApproved':
      case 'IntentResized':
        return this.approve(fact.data.order);
      case 'ReservationReleased':
        this.working.delete(fact.data.clientOrderId);
        return;
      default:
        this.position(fact);
    }
  }

  /** Balances at their prices with what open margin positions have gained and cost; undefined where a price is missing. */
  equity(mids: Mids, at: number): number | undefined {
    let sum = 0;
    for (const [currency, amount] of this.counted) {
      const rate = worth(currency, mids);
      if (rate !== undefined) sum += rate * amount;
      else if (Math.abs(amount) > 1e-12) return undefined;
    }
    for (const position of this.held.values()) {
      if (position.leverage <= 1) continue;
      const gain = gainOf(position, mids);
      if (gain === undefined) return undefined;
      sum += gain;
    }
    for (const dust of this.dust.values()) if (dust.leverage > 1) sum += gainOf(dust, mids) ?? 0;
    return sum - this.accrued(mids, at);
  }

  get holdings(): readonly Held[] {
    return [...this.held.values(), ...this.dust.values()];
  }

  accrued(mids: Mids, at: number): number {
    return this.holdings.reduce((sum, held) => sum + accruedOf(held, mids, at, this.policy), 0);
  }

  private approve(order: Extract<AuditFact, { type: 'IntentApproved' }>['data']['order']): void {
    const [quantity, notional] = [Number(order.quantity), Number(order.notionalUsdt)];
    const { instrumentId, side, leverage } = order;
    const terms = { instrumentId, side, quantity, leaves: quantity, notionalUsdt: notional };
    const marginUsdt = leverage > 1 ? notional / leverage : 0;
    this.working.set(order.clientOrderId, { ...terms, marginUsdt, reservedUsdt: Number(order.reservedUsdt) });
  }

  private fill(id: string, quantity: number): void {
    const entry = this.working.get(id);
    if (!entry) return;
    const leaves = entry.leaves - quantity;
    if (leaves <= entry.quantity * 1e-12) this.working.delete(id);
    else this.working.set(id, { ...entry, leaves });
  }

  private position(fact: AuditFact): void {
    switch (fact.type) {
      case 'PositionOpened': {
        const { book, positionId, instrumentId, side, leverage, openedAt, venueAt, levels, quantity, cost } = fact.data;
        if (book !== 'trading') return;
        const numbers = { quantity: Number(quantity), cost: Number(cost), openedAt, chargedTo: venueAt };
        const [stop, target] = [Number(levels.stop), Number(levels.target)];
        this.held.set(positionId, { instrumentId, side, leverage, ...numbers, stop, target, exiting: false });
        if (fact.data.swept) this.sweep(fact.data);
        return;
      }
      case 'PositionChanged':
        return this.change(fact.data, { quantity: Number(fact.data.quantity), cost: Number(fact.data.cost) });
      case 'PositionClosed':
        return this.close(fact.data);
      case 'ProtectionChanged':
        return this.change(fact.data, { stop: Number(fact.data.stop), target: Number(fact.data.target) });
      case 'ExitTriggered':
        return this.change(fact.data, { exiting: true });
      case 'ExitEnded':
        return this.change(fact.data, { exiting: false });
      default:
    }
  }

  private change({ positionId }: { readonly positionId: string }, change: Partial<Held>): void {
    const held = this.held.get(positionId);
    if (held) return void this.held.set(positionId, { ...held, ...change });
    for (const [key, dust] of this.dust) if (dust.positionId === positionId) this.dust.set(key, { ...dust, ...change });
  }

  private close({ positionId, dust }: Extract<AuditFact, { type: 'PositionClosed' }>['data']): void {
    const held = this.held.get(positionId);
    this.held.delete(positionId);
    if (!held || !dust) return;
    const key = kindOf(held);
    const before = this.dust.get(key) ?? { quantity: 0, cost: 0 };
    const [quantity, cost] = [before.quantity + Number(dust.quantity), before.cost + Number(dust.cost)];
    this.dust.set(key, { ...held, positionId, quantity, cost });
  }

  /** What takes dust over owes for it since it was last paid for. */
  private sweep({ positionId }: { readonly positionId: string }): void {
    const held = this.held.get(positionId);
    const dust = held && this.dust.get(kindOf(held));
    if (!held || !dust) return;
    this.held.set(positionId, { ...held, chargedTo: dust.chargedTo });
    this.dust.delete(kindOf(held));
  }

  private realise(book: string, net: number): void {
    if (book === 'trading') this.realised += net;
  }

  private moveAll(changes: readonly { book: string; currency: string; amount: string }[]): void {
    for (const { book, currency, amount } of changes) this.move(book, currency, amount);
  }

  private move(book: string, currency: string, amount: string): void {
    const change = Number(amount.replace('--', ''));
    if (book === 'trading') this.trading.set(currency, (this.trading.get(currency) ?? 0) + change);
    if (book !== 'hodl') this.counted.set(currency, (this.counted.get(currency) ?? 0) + change);
  }
}
