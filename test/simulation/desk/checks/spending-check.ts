import type { CallBook } from '../models/call-book.js';
import type { PanelPlan } from '../plan/panel.js';
import { hold, type AdviceFact, type FactOf } from './advice-fact.js';

/** Floats against decimals. */
const SLACK = 1e-9;

interface Reserved {
  readonly day: string;
  readonly occasion: string;
  readonly amount: number;
}

/** No call without money set apart, none beyond what a day or a decision may cost, and each on record once. */
export class SpendingCheck {
  private readonly open = new Map<string, Reserved>();
  /** True costs by call. */
  private readonly settled = new Map<string, number>();
  private readonly consulted = new Set<string>();
  /** By day, and by day and occasion. */
  private readonly spent = new Map<string, number>();

  constructor(
    private readonly calls: CallBook,
    private readonly plan: PanelPlan | undefined,
  ) {}

  take(fact: AdviceFact): void {
    switch (fact.type) {
      case 'SpendReserved':
        return this.reserve(fact);
      case 'SpendSettled':
        return this.end(fact.data.callId, Number(fact.data.cost));
      case 'SpendReleased':
        return this.end(fact.data.callId, 0);
      case 'ModelConsulted':
        return this.consult(fact);
      default:
    }
  }

  private reserve({ stream, data }: FactOf<'SpendReserved'>): void {
    const { callId, occasion, member } = data;
    const [amount, most, mostHere] = [data.amount, data.dayLimit, data.occasionLimit].map(Number) as [
      number,
      number,
      number,
    ];
    hold(!this.open.has(callId) && !this.settled.has(callId), `money for ${callId} is set apart twice`);
    this.open.set(callId, { day: stream, occasion, amount });
    const [day, here] = this.add(stream, occasion, amount);
    hold(day <= most + SLACK, `${day} USD of ${stream} are spent for ${member}, at most ${most}`);
    hold(here <= mostHere + SLACK, `${here} USD of ${occasion} are spent for ${member}, at most ${mostHere}`);
    hold(most <= Number(this.plan?.dayBudget ?? 0), `a day may cost ${most} USD, by the plan ${this.plan?.dayBudget}`);
    hold(mostHere <= Number(this.plan?.decisionBudget ?? 0), `a decision may cost ${mostHere} USD`);
  }

  private end(callId: string, cost: number): void {
    const reserved = this.open.get(callId);
    hold(reserved !== undefined, `${callId} is paid for and nothing was set apart`);
    if (!reserved) return;
    this.open.delete(callId);
    this.settled.set(callId, cost);
    this.add(reserved.day, reserved.occasion, cost - reserved.amount);
  }

  private consult({ data }: FactOf<'ModelConsulted'>): void {
    const { callId, member, cost } = data;
    hold(!this.consulted.has(callId), `the call ${callId} of ${member} is on record twice`);
    this.consulted.add(callId);
    hold(this.calls.knows(callId), `the call ${callId} of ${member} is on record, and nobody was asked`);
    hold(this.settled.get(callId) === Number(cost), `${callId} cost ${cost}, paid is ${this.settled.get(callId)}`);
  }

  private add(day: string, occasion: string, amount: number): readonly [ofDay: number, here: number] {
    const sums = [day, `${day} ${occasion}`].map((key) => {
      const sum = (this.spent.get(key) ?? 0) + amount;
      this.spent.set(key, sum);
      return sum;
    });
    return sums as unknown as readonly [number, number];
  }
}
