import type { InstrumentSnapshot } from '../../../domain/decisions/decision.events.js';
import type { OpenConflict } from '../../../domain/decisions/open-conflicts.js';
import { INSTRUMENTS } from '../../../domain/market/instrument.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { countTokens } from './count-tokens.js';
import type { PromptFile } from './prompt-file.js';
import { oneLine, QUOTATION_RULE } from './quotation.js';
import { renderSnapshot } from './render-snapshot.js';
import { number } from './written.js';

export interface RulingInput {
  readonly conflicts: readonly OpenConflict[];
  readonly instruments: readonly InstrumentSnapshot[];
  readonly takenAt: UnixMs;
}

const SYSTEM = `You settle conflicts for a crypto trading desk. A trade is proposed, and something speaks against it. You say whether it goes on. You cannot make it larger or riskier; a risk engine that you cannot overrule decides afterwards about size and leverage.

Answer with one JSON object and nothing else: no code fence, no text before or after it.
{"rulings": [{"instrumentId": "...", "kind": "...", "outcome": "...", "sizeFactor": null, "maxLeverage": null, "stopPct": null, "reason": "..."}]}

- rulings: exactly one for each conflict of the list, under the instrument and the kind that the list names. No other instrument and no other kind exists.
- outcome: "proceed" (the conflict does not matter), "wait" (not now), "abort" (the trade is wrong), or "modify" (a smaller or safer trade).
- sizeFactor, maxLeverage, stopPct: null, but for "modify" at least one of them as a JSON number. sizeFactor is the share of the size that is left, from 0 to 1. maxLeverage is a ceiling, a whole number from 1 to 5. stopPct is the distance of a nearer stop as a fraction of the entry price, never above the present one. A modification that would make the trade larger, or its stop wider, is refused.
- reason: one or two sentences of at most 300 characters, naming the numbers that they rest on.
- Add no other field. If you are not sure, "wait" costs nothing.

Use the numbers of the list and of the snapshot alone. Prices that you remember are of another year. What is unknown or absent is unknown, not zero and not neutral.
${QUOTATION_RULE}`;

const TASK = 'Rule on each conflict of the list. Answer with the JSON object alone.';
const LONGEST_DETAIL = 120;
const RATIO_DIGITS = 4;

/** An arbiter that repeats the stop distance as it reads it asks for no wider one: it is written to its last digit. */
const conflictLine = (conflict: OpenConflict): string => {
  const { instrumentId, kind, detail, direction, confidence, entry, stopPct, targetPct, byRules } = conflict;
  const unit = INSTRUMENTS[instrumentId].quote;
  return [
    `- ${instrumentId}, kind ${kind}: ${oneLine(detail, LONGEST_DETAIL)}.`,
    `Proposed: ${direction}, confidence ${number(confidence)} of 1, entry ${number(entry)} ${unit},`,
    `stopPct ${number(stopPct)} and target ${number(targetPct, RATIO_DIGITS)} of the entry price away.`,
    `Without a ruling: ${oneLine(byRules, LONGEST_DETAIL)}.`,
  ].join(' ');
};

const listOf = (conflicts: readonly OpenConflict[]): string =>
  ['Conflicts:', ...conflicts.map(conflictLine)].join('\n');

/** The legs in conflict alone: the others have nothing to be settled. */
const renderRuling = ({ conflicts, instruments, takenAt }: RulingInput, mostTokens: number): string => {
  const legs = instruments.filter(({ instrumentId }) => conflicts.some((each) => each.instrumentId === instrumentId));
  const rest = `\n\n${listOf(conflicts)}\n\n${TASK}`;
  return `${renderSnapshot(legs, takenAt, mostTokens - countTokens(rest))}${rest}`;
};

export const ARBITER_V1: PromptFile<RulingInput> = {
  name: 'arbiter',
  version: 1,
  purpose: 'ruling',
  what: 'Asks an arbiter to settle the open conflicts of a decision cycle, towards smaller and safer alone',
  inputSchema: {
    conflicts: 'Each open conflict and the trade that it concerns',
    instruments: 'The snapshot of each leg, as `CycleOpened` froze it',
    takenAt: 'When it was frozen, unix ms',
  },
  form: 'rulings',
  system: SYSTEM,
  render: renderRuling,
};
