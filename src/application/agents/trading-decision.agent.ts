/**
 * The rules provider: a full member of the panel, and alone where no model is configured. It looks at one frozen
 * snapshot and nothing else.
 */
import type { RiskPolicy } from '../../domain/account/risk/policy.js';
import { needsMargin, roundTripCost, targetForNetReward } from '../../domain/account/risk/reward.js';
import type { AdviserView, InstrumentSnapshot, Vote } from '../../domain/decisions/decision.events.js';
import { stopAtrOf, stopDistance, usableAtr } from '../../domain/decisions/levels.js';
import type { Abstention } from '../../domain/decisions/votes.js';
import type { Regime } from '../../domain/market/regime.js';
import { dec, maxOf, parseDecimal, text, type Dec } from '../../domain/shared/decimal.js';

/** The limit goes through the touch by this fraction, so that an entry is not left behind by a tick. */
export const ENTRY_THROUGH = '0.0005';
/** The target in stop distances, and the net reward it must have; the farther of the two is taken. */
export const TARGET_R = '2';
export const TARGET_NET_REWARD = '1.3';
/** From this confidence on, a technical signal against the position is a clear turn. */
export const TURN_CONFIDENCE = '0.65';

export type RulesAnswer = Vote | Abstention;

type Side = 'long' | 'short';

/** The trend that speaks against a direction; all other regimes are left to the conflicts and the risk engine. */
const OPPOSING: Readonly<Record<Side, Regime>> = { long: 'trending_bear', short: 'trending_bull' };

const percent = (fraction: Dec): string => `${text(fraction.mul(100).toDecimalPlaces(4))} %`;

const positive = (value: unknown): Dec | undefined => {
  const parsed = parseDecimal(value);
  return parsed?.gt(0) ? parsed : undefined;
};

const said = (technical: AdviserView): string => `technical says ${technical.direction} with ${technical.confidence}`;

const hold = ({ instrumentId }: InstrumentSnapshot, technical: AdviserView, reason: string): Vote => ({
  instrumentId,
  action: 'hold',
  confidence: technical.confidence,
  reasons: [said(technical), reason],
});

const manage = (snapshot: InstrumentSnapshot, side: Side, technical: AdviserView): Vote => {
  const against = technical.direction !== 'flat' && technical.direction !== side;
  if (!against) return hold(snapshot, technical, `nothing speaks against the open ${side}`);
  if (dec(technical.confidence).lt(TURN_CONFIDENCE)) {
    return hold(snapshot, technical, `no clear turn against the open ${side}: that takes ${TURN_CONFIDENCE}`);
  }
  return {
    instrumentId: snapshot.instrumentId,
    action: 'close',
    confidence: technical.confidence,
    reasons: [said(technical), `a clear turn against the open ${side}: from ${TURN_CONFIDENCE} on it is closed`],
  };
};

/** Distances in quote units: nothing is divided before it is shown, so the levels of the vote are exact. */
const open = (
  snapshot: InstrumentSnapshot,
  side: Side,
  technical: AdviserView,
  market: { readonly touch: Dec; readonly atr1h: Dec },
  policy: RiskPolicy,
): Vote => {
  const { instrumentId, regime } = snapshot;
  const { touch, atr1h } = market;
  // +1: prices rise towards the target of a long; -1: everything mirrored.
  const sign = side === 'long' ? 1 : -1;
  const entry = touch.mul(dec(ENTRY_THROUGH).mul(sign).add(1));
  const stop = stopDistance({ entry, atr1h, regime }, policy);
  const cost = roundTripCost(policy, needsMargin(instrumentId, side));
  const target = maxOf(stop.mul(TARGET_R), targetForNetReward(dec(TARGET_NET_REWARD), stop, entry.mul(cost)));
  const share = (distance: Dec): string => percent(distance.div(entry));
  const widened = stop.gt(stopAtrOf(regime).mul(atr1h)) ? ', widened to the least distance' : '';
  return {
    instrumentId,
    action: side === 'long' ? 'open_long' : 'open_short',
    confidence: technical.confidence,
    entry: text(entry),
    stop: text(entry.sub(stop.mul(sign))),
    target: text(entry.add(target.mul(sign))),
    reasons: [
      said(technical),
      `regime ${regime} does not oppose it`,
      `entry ${text(entry)}: ${side === 'long' ? 'ask' : 'bid'} ${text(touch)} ${side === 'long' ? '+' : '-'} ${percent(dec(ENTRY_THROUGH))}`,
      `stop ${share(stop)} away: ${text(stopAtrOf(regime))} x ATR14(1h) ${text(atr1h)}${widened}`,
      `target ${share(target)} away: the larger of ${TARGET_R} R and net reward ${TARGET_NET_REWARD} after ${percent(cost)} of fees`,
    ],
  };
};

/**
 * One leg's vote. Without a valid technical signal, a price or an ATR there is nothing to judge by: no vote, with the
 * reason. Flat: opens with the technical signal unless a trend opposes it. In a position: closes on a clear turn.
 *
 * The confidence is the technical signal's own. The regime is not mixed in: as an adviser it moves the confidence in the
 * consensus, and counted here it would be counted twice (F-R20).
 */
export const voteByRules = (snapshot: InstrumentSnapshot, policy: RiskPolicy): RulesAnswer => {
  const { instrumentId, position, quote, regime } = snapshot;
  const technical = snapshot.advisers.find(({ agent }) => agent === 'technical');
  if (technical === undefined) return { instrumentId, noVote: 'no valid technical signal' };
  if (position !== undefined) return manage(snapshot, position.side, technical);
  const side = technical.direction;
  if (side === 'flat') return hold(snapshot, technical, 'no direction, so nothing to open');
  if (regime === OPPOSING[side]) return hold(snapshot, technical, `regime ${regime} opposes a ${side}`);
  const touch = positive(side === 'long' ? quote?.ask : quote?.bid);
  const atr1h = usableAtr(snapshot.atr1h);
  if (touch === undefined) return { instrumentId, noVote: 'no price' };
  if (atr1h === undefined) return { instrumentId, noVote: 'no ATR14(1h), so no stop' };
  return open(snapshot, side, technical, { touch, atr1h }, policy);
};

/** The rules' answer to a whole cycle, for the `CastVotes` of member `rules`. */
export const rulesAnswer = (
  instruments: readonly InstrumentSnapshot[],
  policy: RiskPolicy,
): { readonly votes: readonly RulesAnswer[] } => ({ votes: instruments.map((each) => voteByRules(each, policy)) });
