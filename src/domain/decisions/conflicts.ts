/**
 * What may speak against a proposal, and how the rules settle it. The first two a model may settle where the cycle has
 * an arbiter (`rulings.ts`); nonsense or silence falls back to what stands here.
 */
import type { InstrumentId } from '../market/instrument.js';
import type { Regime } from '../market/regime.js';
import { dec, minOf, text, type Dec } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { Modification } from '../account/risk/verdict.js';
import type { AbandonCode } from './abandon-codes.js';
import type { AdviserView, ConflictKind, InstrumentSnapshot, RulingOutcome } from './decision.events.js';

/** One conflict and its end. `code` when the leg ends by it; `atMost` when the confidence is cut. */
export interface Conflict {
  readonly kind: ConflictKind;
  readonly detail: string;
  readonly outcome: RulingOutcome;
  readonly resolution: string;
  readonly code?: AbandonCode;
  readonly atMost?: Dec;
  /** What a model's ruling made of the trade. */
  readonly modification?: Modification;
}

/** The kinds that a model may settle, and how a leg ends that such a ruling stops. */
export const SETTLED_BY_MODELS = {
  'adviser-opposition': 'CONFLICT_ADVISERS',
  regime: 'CONFLICT_REGIME',
} as const satisfies Partial<Record<ConflictKind, AbandonCode>>;
export type SettleableKind = keyof typeof SETTLED_BY_MODELS;

export const isSettleable = (kind: unknown): kind is SettleableKind =>
  typeof kind === 'string' && Object.hasOwn(SETTLED_BY_MODELS, kind);

/** From this difference of confidence on, one adviser is so much surer that the trade goes on with the lower figure. */
export const OPPOSITION_GAP = '0.20';

/** Technical and sentiment point opposite ways. */
export const adviserOpposition = (advisers: readonly AdviserView[]): Conflict | undefined => {
  const technical = advisers.find(({ agent }) => agent === 'technical');
  const sentiment = advisers.find(({ agent }) => agent === 'sentiment');
  if (technical === undefined || sentiment === undefined) return undefined;
  const pair = new Set([technical.direction, sentiment.direction]);
  if (!pair.has('long') || !pair.has('short')) return undefined;
  const lower = minOf(dec(technical.confidence), dec(sentiment.confidence));
  const gap = dec(technical.confidence).sub(sentiment.confidence).abs();
  const detail = [technical, sentiment].map((a) => `${a.agent} ${a.direction} ${a.confidence}`).join(', ');
  const shown = `gap ${text(gap)}`;
  return gap.gte(OPPOSITION_GAP)
    ? {
        kind: 'adviser-opposition',
        detail,
        outcome: 'modify',
        resolution: `${shown} >= ${OPPOSITION_GAP}: confidence at most ${text(lower)}`,
        atMost: lower,
      }
    : {
        kind: 'adviser-opposition',
        detail,
        outcome: 'wait',
        resolution: `${shown} < ${OPPOSITION_GAP}: wait`,
        code: 'CONFLICT_ADVISERS',
      };
};

/** An opening in a market without direction. */
export const choppyRegime = (regime: Regime): Conflict | undefined =>
  regime === 'choppy'
    ? {
        kind: 'regime',
        detail: 'an opening in a choppy market',
        outcome: 'abort',
        resolution: 'nothing is opened in choppy',
        code: 'CONFLICT_REGIME',
      }
    : undefined;

/**
 * The proposal rests on a picture of the market that is too old. The duplicate half of this row needs no code of its
 * own: an intent id is made from cycle and instrument, and a concluded cycle answers a repeat with no facts.
 */
export const staleSnapshot = (takenAt: UnixMs, at: UnixMs, maxAgeMs: number): Conflict | undefined =>
  at - takenAt > maxAgeMs
    ? {
        kind: 'stale-or-duplicate',
        detail: `snapshot is ${at - takenAt} ms old, at most ${maxAgeMs} ms`,
        outcome: 'abort',
        resolution: 'discarded',
        code: 'CONFLICT_STALE',
      }
    : undefined;

/** The conflicts of one opening that a model may settle, in the order of the table. */
export const settleableConflicts = (leg: Pick<InstrumentSnapshot, 'advisers' | 'regime'>): readonly Conflict[] =>
  [adviserOpposition(leg.advisers), choppyRegime(leg.regime)].filter((found) => found !== undefined);

const REBALANCE_LOOKS = { buy: 'long', sell: 'short' } as const;

/**
 * A leg of a rebalance opposes a trade that is proposed, or a position that stays open. By the order of the authorities
 * (`authority.ts`) the trade stands.
 */
export const againstRebalancing = (
  direction: 'long' | 'short',
  rebalance: InstrumentSnapshot['rebalance'],
): Conflict | undefined =>
  rebalance === undefined || REBALANCE_LOOKS[rebalance.side] === direction
    ? undefined
    : {
        kind: 'trading-against-rebalancing',
        detail: `plan ${rebalance.planId} is to ${rebalance.side} against a ${direction} trade`,
        outcome: 'proceed',
        resolution: 'the rebalance is deferred',
      };

export interface Candidate {
  readonly instrumentId: InstrumentId;
  readonly direction: 'long' | 'short';
  /** The one that floors see. */
  readonly confidence: Dec;
}

const opposite = (direction: 'long' | 'short'): 'long' | 'short' => (direction === 'long' ? 'short' : 'long');

/**
 * Long XRP/BTC with short XRP/USDT and long BTC/USDT (or all three turned round) buys and sells the same coins: three
 * fees for nothing. The leg with the highest confidence stays; between equals the first in the order of the instruments.
 */
export const crossInstrument = (candidates: readonly Candidate[]): ReadonlyMap<InstrumentId, Conflict> => {
  const find = (id: InstrumentId): Candidate | undefined => candidates.find(({ instrumentId }) => instrumentId === id);
  const [btc, xrp, cross] = [find('BTC/USDT'), find('XRP/USDT'), find('XRP/BTC')];
  if (btc === undefined || xrp === undefined || cross === undefined) return new Map();
  if (btc.direction !== cross.direction || xrp.direction !== opposite(cross.direction)) return new Map();
  const legs = [btc, xrp, cross];
  const kept = legs.reduce((best, leg) => (leg.confidence.gt(best.confidence) ? leg : best));
  const detail = legs.map((leg) => `${leg.direction} ${leg.instrumentId} ${text(leg.confidence)}`).join(', ');
  const keeps = `${kept.instrumentId} has the highest confidence`;
  return new Map(
    legs.map((leg) => [
      leg.instrumentId,
      leg === kept
        ? { kind: 'cross-instrument', detail, outcome: 'proceed', resolution: `kept: ${keeps}` }
        : {
            kind: 'cross-instrument',
            detail,
            outcome: 'abort',
            resolution: `dropped: ${keeps}`,
            code: 'CONFLICT_CROSS_INSTRUMENT',
          },
    ]),
  );
};
