import { dec } from '../shared/decimal.js';
import { instrumentAt, type TradingRules } from './paper-rules.js';
import type { PaperSettings } from './paper-settings.js';
import type { ChangePaperRules } from './paper-venue.commands.js';
import type { PaperVenueFact } from './paper-venue.events.js';
import type { PaperVenueState } from './paper-venue.state.js';

const RULES = ['tick', 'lot', 'minQuantity', 'minCost'] as const satisfies readonly (keyof TradingRules)[];

/** Working orders stay as they are; what comes from now on is held against the new rules. */
export const changeRules = (
  { instrumentId, rules, at }: ChangePaperRules,
  state: PaperVenueState,
  { latencyMs }: PaperSettings,
): readonly PaperVenueFact[] => {
  const now = instrumentAt(state, instrumentId);
  if (RULES.every((rule) => dec(rules[rule]).eq(now[rule]))) return [];
  const { tick, lot, minQuantity, minCost } = rules;
  const data = { instrumentId, tick, lot, minQuantity, minCost, venueAt: at + latencyMs, step: null };
  return [{ type: 'PaperRulesChanged', data }];
};
