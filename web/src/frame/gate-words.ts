import type { AccountView } from '../api/shapes.js';
import { words } from '../format/words.js';

export interface Gate {
  readonly text: string;
  /** Class of the colour; the text says the same. */
  readonly tone: 'calm' | 'warn' | 'alarm';
}

const LEVELS = ['', 'normal', 'reduced', 'safe mode', 'emergency'];

export const degradationWords = (level: number): string => LEVELS[level] ?? `level ${level}`;

/** The strictest gate, in words: halted, paused, a breaker, degraded, or trading. */
export const gateWords = (gates: AccountView['gates'] | undefined): Gate => {
  if (!gates) return { text: 'not known', tone: 'warn' };
  if (gates.halted) return { text: `halted: ${words(gates.halted.reason)}`, tone: 'alarm' };
  if (gates.pauses.length > 0) return { text: `paused: ${gates.pauses.map(words).join(', ')}`, tone: 'warn' };
  const tripped = gates.breakers[0];
  if (tripped) return { text: `no openings: ${words(tripped.breaker)}`, tone: 'alarm' };
  if (gates.degradation >= 3) return { text: `no openings: ${degradationWords(gates.degradation)}`, tone: 'alarm' };
  if (gates.degradation === 2) return { text: 'trading, reduced', tone: 'warn' };
  return { text: 'trading', tone: 'calm' };
};
