/**
 * Facts of what an operator asks for, stream `override-<overrideId>`: what was wanted, by whom and why, and what became
 * of it. These names are the storage. Times in the data are those of the people's clock, unix ms: a pretend market's
 * clock runs away from them.
 */
import type { ClaimRefusal } from '../account/foreign-orders/why-not-claim.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { OverrideActor, OverrideKind, OverrideOrders } from './override-orders.js';

interface About {
  /** UUIDv5 of the account and the caller's own key. */
  readonly overrideId: string;
  readonly kind: OverrideKind;
}

export interface Wanted extends About {
  /** What the kind asks for, as it was sent. */
  readonly order: OverrideOrders[OverrideKind];
  readonly reason: string;
  readonly actor: OverrideActor;
}

/** Why a request was not carried out. A denial of the risk engine keeps its own code; so does a claim that is refused. */
export type OverrideRefusal = 'NOT_ADMINISTRATOR' | 'NO_PRICE' | 'LIMITS_BEYOND_CAPS' | 'MONEY_REFUSED' | ClaimRefusal;

/** Absent `confirmBefore`: nothing more is asked, it is carried out. */
export type OverrideRequested = Fact<
  'OverrideRequested',
  Wanted & { readonly requestedAt: UnixMs; readonly confirmBefore?: UnixMs }
>;
/** Says again what is wanted, so that who carries it out needs no other fact; the actor is who confirmed. */
export type OverrideConfirmed = Fact<'OverrideConfirmed', Wanted & { readonly confirmedAt: UnixMs }>;
export type OverrideExpired = Fact<
  'OverrideExpired',
  About & { readonly confirmBefore: UnixMs; readonly noticedAt: UnixMs }
>;
/** The outcome is a sentence for people; what changed nothing says so. */
export type OverrideExecuted = Fact<
  'OverrideExecuted',
  About & { readonly outcome: string; readonly clientOrderId?: string }
>;
export type OverrideRefused = Fact<
  'OverrideRefused',
  About & { readonly code: OverrideRefusal; readonly detail: string }
>;
export type OverrideFact = OverrideRequested | OverrideConfirmed | OverrideExpired | OverrideExecuted | OverrideRefused;
