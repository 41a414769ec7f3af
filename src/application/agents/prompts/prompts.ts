/** The prompts in use: the newest version of each. */
import type { InstrumentSnapshot } from '../../../domain/decisions/decision.events.js';
import type { OpenConflict } from '../../../domain/decisions/open-conflicts.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { Prompt } from '../../ports/language-model.port.js';
import { ARBITER_V1 } from './arbiter.v1.js';
import { MOST_TOKENS } from './count-tokens.js';
import { fillIn } from './prompt-file.js';
import { TRADING_DECISION_V1 } from './trading-decision.v1.js';

/** One text for all members of the panel: nothing in it depends on who is asked. */
export const votePrompt = (instruments: readonly InstrumentSnapshot[], takenAt: UnixMs): Prompt =>
  fillIn(TRADING_DECISION_V1, { instruments, takenAt }, MOST_TOKENS);

/** One text for the arbiter who is asked first and for the one after it. */
export const arbiterPrompt = (
  conflicts: readonly OpenConflict[],
  instruments: readonly InstrumentSnapshot[],
  takenAt: UnixMs,
): Prompt => fillIn(ARBITER_V1, { conflicts, instruments, takenAt }, MOST_TOKENS);
