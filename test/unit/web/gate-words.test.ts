import { gateWords, type Gates } from '../../../web/src/frame/gate-words.js';

const open: Gates = { pauses: [], degradation: 1, breakers: [] };
const textOf = (gates: Partial<Gates>, now?: number): string => gateWords({ ...open, ...gates }, now).text;

test('the strictest gate is the one that is told', () => {
  const breakers = [{ breaker: 'daily-loss' }];
  expect(textOf({ halted: { reason: 'drill' }, pauses: ['operator'], breakers })).toBe('halted: drill');
  expect(textOf({ pauses: ['operator'], breakers })).toBe('paused: operator');
  expect(textOf({ breakers, degradation: 3 })).toBe('no openings: daily loss');
  expect(textOf({ degradation: 3 })).toBe('no openings: safe mode');
  expect(textOf({})).toBe('trading');
});

test('a breaker that halves the size does not shut the gate', () => {
  expect(textOf({ breakers: [{ breaker: 'spike' }] })).toBe('trading, half size: spike');
  expect(textOf({ breakers: [{ breaker: 'spike' }, { breaker: 'execution-errors' }] })).toBe(
    'no openings: execution errors',
  );
});

test('time ends a breaker, but a weekly loss only once it is reviewed', () => {
  expect(textOf({ breakers: [{ breaker: 'daily-loss', until: 10 }] }, 9)).toBe('no openings: daily loss');
  expect(textOf({ breakers: [{ breaker: 'daily-loss', until: 10 }] }, 10)).toBe('trading');
  const weekly = { breaker: 'weekly-loss', until: 10 };
  expect(textOf({ breakers: [{ ...weekly, reviewed: false }] }, 10)).toBe('no openings: weekly loss');
  expect(textOf({ breakers: [{ ...weekly, reviewed: true }] }, 10)).toBe('trading');
});

test('without an answer nothing is claimed', () => {
  expect(gateWords(undefined, 1)).toEqual({ text: 'not known', tone: 'warn' });
});
