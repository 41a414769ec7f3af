/**
 * One trade from signal to profit, written down by hand: a long of 0.02 BTC in two fills, protected, closed at its
 * target; beside it a denied short. Numbers are chosen to be followed with a pencil.
 */
import type { Commit } from './desk-log.js';
import { entry, opening, verdicts } from './story-entry.js';
import { exit, gates } from './story-exit.js';
import { decision, opinion } from './story-opinions.js';
import { overrides } from './story-overrides.js';

export const story = { opening, opinion, decision, verdicts, entry, exit, gates, overrides };

/** The whole of it. */
export const wholeStory: readonly Commit[] = Object.values(story).flat();
