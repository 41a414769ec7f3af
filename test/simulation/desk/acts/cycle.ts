import { stableId } from '../../../../src/domain/shared/stable-id.js';
import type { DecisionCommand } from '../../../../src/domain/decisions/decision.commands.js';
import type { AdviserView, Direction, InstrumentSnapshot } from '../../../../src/domain/decisions/decision.events.js';
import { midOf, type Quote, type Quotes } from '../../../../src/domain/market/quote.js';
import type { RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { PositionState } from '../../../../src/domain/account/account.state.js';
import { dec, parseDecimal, text } from '../../../../src/domain/shared/decimal.js';
import type { LegDraw } from '../plan/act.js';

/** What whoever concludes a cycle sees. */
export interface Sight {
  readonly at: number;
  readonly quotes: Quotes;
  readonly policy: RiskPolicy;
  readonly positions: readonly PositionState[];
}

const priceOf = (quote: Quote | undefined): string | undefined => {
  const mid = quote && parseDecimal(midOf(quote));
  return mid?.gt(0) ? text(mid) : undefined;
};

const adviser = (agent: AdviserView['agent'], direction: Direction, confidence: string, at: number): AdviserView => ({
  agent,
  runId: stableId('said', agent, at),
  direction,
  confidence: confidence.slice(0, 6),
  validUntil: at + 600_000,
  reasons: [],
});

const snapshotOf = (leg: LegDraw, sight: Sight): InstrumentSnapshot => {
  const quote = sight.quotes[leg.instrumentId];
  const price = priceOf(quote);
  const held = sight.positions.find(
    ({ book, instrumentId }) => book === 'trading' && instrumentId === leg.instrumentId,
  );
  return {
    instrumentId: leg.instrumentId,
    ...(quote ? { quote } : {}),
    regime: leg.regime,
    ...(leg.atr === undefined || price === undefined ? {} : { atr1h: text(dec(price).mul(leg.atr)) }),
    advisers: [
      adviser('technical', leg.technical, leg.confidence, sight.at),
      adviser('regime', leg.regimeSays, leg.confidence, sight.at),
    ],
    candles: [],
    ...(held
      ? { position: { side: held.side, quantity: held.quantity, entry: text(dec(held.cost).div(held.quantity)) } }
      : {}),
  };
};

const voteOf = (leg: LegDraw, sight: Sight): Readonly<Record<string, unknown>> => {
  const { instrumentId, action, confidence } = leg;
  const price = priceOf(sight.quotes[instrumentId]);
  if (action === 'nonsense') {
    return { instrumentId, action: 'open_long', confidence, entry: 'NaN', stop: 0, target: price ?? null, reasons: [] };
  }
  if (action === 'hold' || action === 'close' || price === undefined) {
    return { instrumentId, action: price === undefined ? 'hold' : action, confidence, reasons: ['as drawn'] };
  }
  const sign = action === 'open_long' ? 1 : -1;
  const entry = dec(price).mul(1 + sign * leg.entry);
  const level = (distance: number) => text(entry.mul(1 + sign * distance).toDecimalPlaces(12));
  return {
    instrumentId,
    action,
    confidence,
    entry: text(entry.toDecimalPlaces(12)),
    stop: level(-leg.stop),
    target: level(leg.target),
    reasons: ['as drawn'],
  };
};

/** The three commands of one decision cycle in which everything is as drawn. */
export const cycleCommands = (
  cycleId: string,
  legs: readonly LegDraw[],
  sight: Sight,
  dueAt: number = sight.at,
): readonly DecisionCommand[] => {
  const { at, policy } = sight;
  return [
    {
      type: 'OpenCycle',
      cycleId,
      dueAt,
      takenAt: at,
      instruments: legs.map((leg) => snapshotOf(leg, sight)),
      panel: ['rules'],
      configuredAdvisers: ['technical', 'regime'],
      at,
    },
    { type: 'CastVotes', member: 'rules', answer: { votes: legs.map((leg) => voteOf(leg, sight)) }, policy, at },
    { type: 'ConcludeCycle', policy, at },
  ];
};
