/** Facts about what may be opened: verdicts, what they lock and what frees it. */
import type { InstrumentId } from '../../market/instrument.js';
import type { Quotes } from '../../market/quote.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { Fact } from '../../shared/fact.js';
import type { DenialCode } from './denial-codes.js';
import type { RecordedPolicy } from './policy.js';
import type { ApprovedOrder, OpeningIntent, RuleResult } from './verdict.js';

interface Assessment {
  readonly intent: OpeningIntent;
  readonly quotes: Quotes;
  /** Account equity the verdict saw; absent when missing. */
  readonly equity?: DecimalString;
  readonly rules: readonly RuleResult[];
  readonly policyVersion: number;
}
export type IntentApproved = Fact<'IntentApproved', Assessment & { readonly order: ApprovedOrder }>;
/** Approved, but smaller than the formula's first two terms. */
export type IntentResized = Fact<
  'IntentResized',
  Assessment & {
    readonly order: ApprovedOrder;
    readonly wantedUsdt: DecimalString;
    readonly resizedBy: readonly string[];
  }
>;
export type IntentDenied = Fact<
  'IntentDenied',
  Assessment & { readonly code: DenialCode; readonly failed: readonly DenialCode[] }
>;
export type IntentRevoked = Fact<
  'IntentRevoked',
  {
    readonly intentId: string;
    readonly clientOrderId: string;
    readonly instrumentId: InstrumentId;
    readonly reason: string;
  }
>;
export type ReservationReleased = Fact<
  'ReservationReleased',
  {
    readonly clientOrderId: string;
    readonly leavesQty: DecimalString;
    readonly releasedUsdt: DecimalString;
    readonly reason: string;
  }
>;
export type LimitsChanged = Fact<
  'LimitsChanged',
  {
    readonly policy: RecordedPolicy;
    readonly reason: string;
    /** Taken from the configuration at a start; an operator's own stay until that changes. */
    readonly fromSettings?: true;
    /** Of an operator. */
    readonly requestId?: string;
  }
>;
