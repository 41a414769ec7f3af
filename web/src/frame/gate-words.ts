import { words } from '../format/words.js';

export interface Gate {
  readonly text: string;
  /** Class of the colour; the text says the same. */
  readonly tone: 'calm' | 'warn' | 'alarm';
}

/** What of an account decides whether it may open. */
export interface Gates {
  readonly halted?: { readonly reason: string };
  readonly pauses: readonly string[];
  readonly degradation: number;
  /** Tripped ones. */
  readonly breakers: readonly { readonly breaker: string; readonly until?: number; readonly reviewed?: boolean }[];
}

const LEVELS = ['', 'normal', 'reduced', 'safe mode', 'emergency'];
/** The others let openings through, at half size. */
const STOP_OPENINGS: ReadonlySet<string> = new Set(['daily-loss', 'weekly-loss', 'drawdown', 'execution-errors']);

export const degradationWords = (level: number): string => LEVELS[level] ?? `level ${level}`;

/** The time of a weekly loss is not enough to end it: somebody must have looked. */
const stands = ({ until, reviewed }: Gates['breakers'][number], now: number | undefined): boolean =>
  reviewed === false || until === undefined || now === undefined || now < until;

/** The strictest gate at this market time, in words: halted, paused, a breaker, degraded, or trading. */
export const gateWords = (gates: Gates | undefined, now: number | undefined): Gate => {
  if (!gates) return { text: 'not known', tone: 'warn' };
  if (gates.halted) return { text: `halted: ${words(gates.halted.reason)}`, tone: 'alarm' };
  if (gates.pauses.length > 0) return { text: `paused: ${gates.pauses.map(words).join(', ')}`, tone: 'warn' };
  const tripped = gates.breakers.filter((breaker) => stands(breaker, now));
  const closed = tripped.find(({ breaker }) => STOP_OPENINGS.has(breaker));
  if (closed) return { text: `no openings: ${words(closed.breaker)}`, tone: 'alarm' };
  if (gates.degradation >= 3) return { text: `no openings: ${degradationWords(gates.degradation)}`, tone: 'alarm' };
  if (gates.degradation === 2) return { text: 'trading, reduced', tone: 'warn' };
  const halved = tripped[0];
  if (halved) return { text: `trading, half size: ${words(halved.breaker)}`, tone: 'warn' };
  return { text: 'trading', tone: 'calm' };
};
