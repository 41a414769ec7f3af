import fc from 'fast-check';
import { ANSWER_FORMS } from '../../../../../src/infrastructure/llm/answers/answer-forms.js';
import { readAnswer } from '../../../../../src/infrastructure/llm/answers/read-answer.js';
import { readJson } from '../../../../../src/infrastructure/llm/answers/strict-json.js';
import { strictSchemaFault } from '../../../../support/llm/strict-schema.js';

const ruling = {
  instrumentId: 'BTC/USDT',
  kind: 'regime',
  outcome: 'modify',
  sizeFactor: 0.5,
  maxLeverage: 2,
  stopPct: 0.016,
  reason: 'half of it',
};
const opinion = { instrumentId: 'XRP/USDT', direction: 'short', confidence: 0.55, reasons: ['bad news'] };

describe('rulings', () => {
  test('fractions become decimals, a leverage stays a number', () => {
    expect(readAnswer(JSON.stringify({ rulings: [ruling] }), 'rulings')).toEqual({
      entries: [{ ...ruling, sizeFactor: '0.5', stopPct: '0.016' }],
    });
  });

  test('what would make a trade larger is left to the domain, which refuses it', () => {
    const larger = { ...ruling, sizeFactor: 3, maxLeverage: 50, stopPct: 0.9 };
    expect(readAnswer(JSON.stringify({ rulings: [larger] }), 'rulings')).toMatchObject({
      entries: [{ sizeFactor: '3', maxLeverage: 50, stopPct: '0.9' }],
    });
  });

  test.each([
    ['another outcome', { ...ruling, outcome: 'double' }, false],
    ['another kind', { ...ruling, kind: 'veto' }, false],
    ['no reason', { ...ruling, reason: undefined }, true],
  ])('%s is not of the schema', (_name, entry, repairable) => {
    const reading = readAnswer(JSON.stringify({ rulings: [entry] }), 'rulings');
    expect(reading).toMatchObject({ reason: 'INVALID_SCHEMA', repairable });
  });
});

describe('sentiment', () => {
  test('an opinion for each instrument', () => {
    expect(readAnswer(JSON.stringify({ opinions: [opinion] }), 'sentiment')).toEqual({
      entries: [{ ...opinion, confidence: '0.55' }],
    });
  });

  test('an answer to another question is none', () => {
    expect(readAnswer(JSON.stringify({ votes: [] }), 'sentiment')).toMatchObject({ reason: 'INVALID_SCHEMA' });
  });
});

test('F-D6 a complaint names the entry that it concerns', () => {
  const reading = readAnswer(JSON.stringify({ opinions: [opinion, { ...opinion, confidence: 7 }] }), 'sentiment');
  expect(reading).toMatchObject({ detail: expect.stringContaining('opinions.1.confidence') as string });
});

test.each(['__proto__', 'constructor', 'prototype'])('the name %s does nothing', (name) => {
  const reading = readAnswer(`{"opinions":[],"${name}":{"polluted":true}}`, 'sentiment');
  expect(reading).toMatchObject({ reason: 'INVALID_SCHEMA', repairable: false });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test.each(Object.keys(ANSWER_FORMS) as (keyof typeof ANSWER_FORMS)[])('the schema of %s is a strict one', (name) => {
  expect(strictSchemaFault(ANSWER_FORMS[name].schema)).toBeUndefined();
});

describe('the reader of JSON', () => {
  test('reads what JSON.parse reads, as it does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        const reading = readJson(text);
        if ('fault' in reading) return reading.fault === 'bad-name';
        expect(reading.value).toEqual(JSON.parse(text));
        return reading.end === text.length;
      }),
    );
  });

  test('takes nothing that JSON.parse does not take, and never throws', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ nulltrue-01.eE+NaN'), maxLength: 30 });
    fc.assert(
      fc.property(noise, (text) => {
        const reading = readJson(text);
        if ('fault' in reading) return;
        JSON.parse(text.slice(0, reading.end));
      }),
      { numRuns: 2_000 },
    );
  });

  test('no answer makes the reading throw', () => {
    const forms = fc.constantFrom('votes', 'rulings', 'sentiment' as const);
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.anything().map((value) => JSON.stringify({ votes: value, rulings: value, opinions: value }) ?? ''),
      fc.array(fc.anything(), { maxLength: 3 }).map((list) => JSON.stringify({ opinions: list }) ?? ''),
    );
    fc.assert(
      fc.property(anything, forms, (text, form) => {
        const reading = readAnswer(text, form);
        return 'entries' in reading || reading.reason.length > 0;
      }),
      { numRuns: 2_000 },
    );
  });

  test('a nesting without end is not followed', () => {
    expect(readJson('['.repeat(100_000))).toMatchObject({ fault: 'too-deep' });
  });
});
