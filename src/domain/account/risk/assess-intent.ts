import { Dec, dec, SPLIT_PLACES, text } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import type { IntentApproved, IntentDenied, IntentResized } from '../account.events.js';
import type { AccountState } from '../account.state.js';
import { contextOf, type AssessIntent } from './context.js';
import { judge, type Judgement } from './engine.js';
import { lockedPerUsdt } from './leverage.js';
import { roundTripCost } from './reward.js';
import type { RiskRule } from './rule.js';
import { RISK_RULES } from './rules/index.js';
import type { ApprovedOrder } from './verdict.js';

export type { AssessIntent } from './context.js';

/** What is locked is rounded up: a promise must not be smaller than what it pays for. */
const locked = (value: Dec): string => text(value.toDecimalPlaces(SPLIT_PLACES, Dec.ROUND_UP));
const cutToText = (value: Dec): string => text(value.toDecimalPlaces(SPLIT_PLACES, Dec.ROUND_DOWN));

/**
 * The one order that an approval allows. Notional, margin, reservation and risk measure from the unrounded limit, like
 * everything that the rules looked at. Undefined while something is missing: then a rule has failed.
 */
const approvedOrder = (command: AssessIntent, { ctx, quantity }: Judgement): ApprovedOrder | undefined => {
  const { intent, at } = command;
  const { instrumentId, direction, levels, limit, size, placedStopPct, leverage, policy, onMargin } = ctx;
  if (!instrumentId || !direction || !levels || !limit || !size || !placedStopPct || !leverage || !quantity)
    return undefined;
  return {
    clientOrderId: stableId(intent.intentId, 'entry', intent.assessment),
    instrumentId,
    side: direction === 'long' ? 'buy' : 'sell',
    quantity: text(quantity),
    limit: text(levels.limit),
    stop: text(levels.stop),
    target: text(levels.target),
    leverage,
    notional: text(quantity.mul(limit)),
    notionalUsdt: text(size),
    reservedUsdt: locked(size.mul(lockedPerUsdt(ctx, leverage))),
    marginUsdt: leverage > 1 ? locked(size.div(leverage)) : '0',
    riskUsdt: locked(size.mul(placedStopPct.add(roundTripCost(policy, onMargin)))),
    approvalExpiresAt: at + policy.approvalLifeMs,
    expiresAt: at + policy.entryLifeMs,
  };
};

/**
 * The veto: looks at an opening with a fresh quote and answers with one fact that holds every rule. Pure; a repeat is
 * the decider's to notice. `rules` is for tests that take one out.
 */
export const assessIntent = (
  command: AssessIntent,
  state: AccountState,
  rules: readonly RiskRule[] = RISK_RULES,
): IntentApproved | IntentResized | IntentDenied => {
  const judgement = judge(rules, contextOf(command, state));
  const { lines, failed, wanted, resizedBy, ctx } = judgement;
  const assessment = {
    intent: command.intent,
    quotes: command.quotes,
    ...(ctx.equity && { equity: text(ctx.equity) }),
    rules: lines,
    policyVersion: state.policy.version,
  };
  const [code] = failed;
  if (code !== undefined) return { type: 'IntentDenied', data: { ...assessment, code, failed } };
  const order = approvedOrder(command, judgement);
  if (!order || !wanted) {
    return { type: 'IntentDenied', data: { ...assessment, code: 'INVALID_NUMBER', failed: ['INVALID_NUMBER'] } };
  }
  if (resizedBy.length === 0) return { type: 'IntentApproved', data: { ...assessment, order } };
  return { type: 'IntentResized', data: { ...assessment, order, wantedUsdt: cutToText(dec(wanted)), resizedBy } };
};
