import type { InstrumentSnapshot } from '../../../domain/decisions/decision.events.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { PromptFile } from './prompt-file.js';
import { QUOTATION_RULE } from './quotation.js';
import { renderSnapshot } from './render-snapshot.js';
import { countTokens } from './count-tokens.js';

export interface VoteInput {
  readonly instruments: readonly InstrumentSnapshot[];
  readonly takenAt: UnixMs;
}

const SYSTEM = `You are one member of a panel that advises a crypto trading desk. All members judge the same frozen snapshot of the market. The votes are counted; then a risk engine, which nobody on the panel can overrule, decides whether anything is traded, how much, and with what leverage.

Answer with one JSON object and nothing else: no code fence, no text before or after it.
{"votes": [{"instrumentId": "...", "action": "...", "confidence": 0.5, "entry": "...", "stop": "...", "target": "...", "reasons": ["..."]}]}

- votes: exactly one for each instrument that has a section in the snapshot, under the name of that section. No other instrument exists.
- action: "open_long" or "open_short" where no position is open and the case is good; "close" only where a position is open; otherwise "hold". A hold is a respectable answer.
- confidence: a JSON number from 0 to 1, your honest estimate of the probability that the action proves right. You are scored by it.
- entry, stop, target: for open_long and open_short all three, otherwise null. Decimals in plain digits, written as JSON strings, in the quote currency of the instrument. Long: stop < entry < target. Short: target < entry < stop. The entry is near the present price, the stop at least one ATR14 of the 1h candles away from it, the target clearly farther than the stop.
- reasons: one to five sentences of at most 200 characters each, naming the numbers of the snapshot that they rest on.
- Never name a size, an amount or a leverage, and add no field: an answer with any other field counts as no vote.

Use the numbers of the snapshot alone. Prices that you remember are of another year. What is unknown or absent is unknown, not zero and not neutral.
${QUOTATION_RULE}`;

const TASK = 'Vote on each instrument above. Answer with the JSON object alone.';

export const TRADING_DECISION_V1: PromptFile<VoteInput> = {
  name: 'trading-decision',
  version: 1,
  purpose: 'vote',
  what: 'Asks a member of the panel for its votes on the frozen snapshot of a decision cycle',
  inputSchema: {
    instruments: 'The snapshot of each leg, as `CycleOpened` froze it',
    takenAt: 'When it was frozen, unix ms',
  },
  form: 'votes',
  system: SYSTEM,
  render: ({ instruments, takenAt }, mostTokens) =>
    `${renderSnapshot(instruments, takenAt, mostTokens - countTokens(`\n\n${TASK}`))}\n\n${TASK}`,
};
