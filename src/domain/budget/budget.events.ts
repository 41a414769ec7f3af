/** Facts of the money that models cost, stream `modelBudget-<utcDate>`: one stream a UTC day, all in USD. */
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';

/** Before a call: its worst cost is set apart, so that no two calls share the last cent. Open ones count as spent. */
export type SpendReserved = Fact<
  'SpendReserved',
  {
    readonly callId: string;
    /** The decision cycle or task run that the call belongs to. */
    readonly occasion: string;
    readonly member: string;
    readonly amount: DecimalString;
    /** USD: what the day may cost, as it was at this moment. */
    readonly dayLimit: DecimalString;
    /** USD: what the occasion may cost, as it was at this moment. */
    readonly occasionLimit: DecimalString;
  }
>;
/** What the call really cost; also of one that was cut off, as far as it is known. */
export type SpendSettled = Fact<'SpendSettled', { readonly callId: string; readonly cost: DecimalString }>;
/** The call was never made. */
export type SpendReleased = Fact<'SpendReleased', { readonly callId: string }>;
export type BudgetFact = SpendReserved | SpendSettled | SpendReleased;
