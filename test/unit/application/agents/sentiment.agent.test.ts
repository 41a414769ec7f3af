import { MISSED, sentimentAnswers, sentimentPrompt } from '../../../../src/application/agents/sentiment.agent.js';
import { MOST_TOKENS } from '../../../../src/application/agents/prompts/count-tokens.js';
import type { ModelAnswer } from '../../../../src/application/ports/language-model.port.js';
import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import type { ModelConsultedData } from '../../../../src/domain/models/model-call.events.js';
import { NO_ANSWER_REASONS } from '../../../../src/domain/models/no-answer.js';
import { HOUR, MINUTE } from '../../../../src/domain/shared/time.js';
import { MISS_REASONS } from '../../../../src/domain/signals/signal.events.js';
import { T0 } from '../../../support/decisions.js';
import { modelCall, news } from '../../../support/prompts.js';

const ITEMS = [news('Bitcoin funds take in more'), news('XRP slips', { publishedAt: T0 - 2 * HOUR })];
const ask = (items = ITEMS) => sentimentPrompt(items, INSTRUMENT_IDS, T0);

const answered = (value: readonly unknown[]): ModelAnswer => ({ fact: modelCall(), value });
const opinion = (instrumentId: string, more: object = {}) => ({
  instrumentId,
  direction: 'long',
  confidence: '0.7',
  reasons: ['item 1'],
  ...more,
});
const FULL = INSTRUMENT_IDS.map((id) => opinion(id));
const said = (value: readonly unknown[], items = ITEMS) =>
  sentimentAnswers(ask(items), answered(value)).map(({ answer }) => answer);

test('one question for all instruments that are in the news', () => {
  const { prompt, input } = ask();
  expect(input.asked).toEqual(INSTRUMENT_IDS);
  expect(prompt).toMatchObject({ name: 'sentiment', version: 1, form: 'sentiment' });
  expect(prompt?.inputTokens).toBeLessThanOrEqual(MOST_TOKENS);
  expect(prompt?.user).toBe(
    `News read 2026-01-05 12:00 UTC. Ages count back from that instant; nothing later is known.

Item 1, published 20 min ago, about BTC/USDT, XRP/BTC:
<<<data from news
| source: Example Wire
| title: Bitcoin funds take in more
| Nothing more is known.
>>>end of data

Item 2, published 2 h ago, about XRP/USDT, XRP/BTC:
<<<data from news
| source: Example Wire
| title: XRP slips
| Nothing more is known.
>>>end of data

You are asked about BTC/USDT, XRP/USDT, XRP/BTC. Answer with the JSON object alone.`,
  );
});

test('an opinion says what it read, how old that was, by which prompt and by which call', () => {
  const [btc] = sentimentAnswers(ask(), answered(FULL));
  expect(btc).toEqual({
    instrumentId: 'BTC/USDT',
    answer: {
      direction: 'long',
      confidence: 0.7,
      horizonMs: 4 * HOUR,
      reasons: ['news read: 1', 'item 1'],
      inputs: {
        candles: [],
        leftOut: [],
        news: [
          {
            id: 'Bitcoin funds take in more',
            source: 'Example Wire',
            title: 'Bitcoin funds take in more',
            ageMs: 20 * MINUTE,
          },
        ],
        prompt: { name: 'sentiment', version: 1 },
      },
      modelCallIds: ['call-1'],
    },
  });
});

test('without news an instrument has no opinion, and is not asked about: absent, never neutral', () => {
  const onlyBitcoin = [news('Bitcoin rises')];
  expect(ask(onlyBitcoin).input.asked).toEqual(['BTC/USDT', 'XRP/BTC']);
  const answers = said([opinion('BTC/USDT'), opinion('XRP/BTC', { direction: 'flat' })], onlyBitcoin);
  expect(answers).toMatchObject([
    { direction: 'long' },
    { missed: 'no_data', detail: 'no news about XRP/USDT' },
    { direction: 'flat' },
  ]);
  const nothing = ask([]);
  expect(nothing.prompt).toBeUndefined();
  const why = { missed: 'no_data', detail: 'no news' } as const;
  expect(sentimentAnswers(nothing, why).map(({ answer }) => answer)).toEqual([why, why, why]);
});

test('a feed that cannot be read is a failure, not a day without news', () => {
  const why = { missed: 'failed', detail: 'no such file or folder' } as const;
  expect(sentimentAnswers(ask([]), why).map(({ answer }) => answer)).toEqual([why, why, why]);
});

test.each(NO_ANSWER_REASONS)('%s is no opinion, with its reason', (outcome) => {
  expect(MISS_REASONS).toContain(MISSED[outcome]);
  const fact: ModelConsultedData = { ...modelCall(), outcome, detail: 'why' };
  for (const { answer } of sentimentAnswers(ask(), { fact })) {
    expect(answer).toEqual({ missed: MISSED[outcome], detail: `model-a: ${outcome} why` });
  }
});

test('nobody was asked: the reason is handed on', () => {
  const why = { missed: 'budget', detail: 'the budget does not reach' } as const;
  expect(sentimentAnswers(ask(), why).map(({ answer }) => answer)).toEqual([why, why, why]);
});

test.each([
  ['an instrument that nobody asked about spoils all', [...FULL, opinion('DOGE/USDT')], 3],
  ['no object spoils all', [...FULL, 'buy'], 3],
  ['nothing at all', [], 3],
  ['a leg left out is missing alone', FULL.slice(1), 1],
  ['a leg twice contradicts itself', [...FULL, opinion('XRP/BTC')], 1],
  ['an unknown direction', [opinion('BTC/USDT', { direction: 'up' }), ...FULL.slice(1)], 1],
  ['a confidence above 1', [opinion('BTC/USDT', { confidence: '1.01' }), ...FULL.slice(1)], 1],
  ['a confidence below 0', [opinion('BTC/USDT', { confidence: '-0.1' }), ...FULL.slice(1)], 1],
  ['a confidence that is no number', [opinion('BTC/USDT', { confidence: 'NaN' }), ...FULL.slice(1)], 1],
  ['a confidence that is not there', [opinion('BTC/USDT', { confidence: undefined }), ...FULL.slice(1)], 1],
  ['reasons that are no list', [opinion('BTC/USDT', { reasons: 'x' }), ...FULL.slice(1)], 1],
  ['a reason without end', [opinion('BTC/USDT', { reasons: ['x'.repeat(501)] }), ...FULL.slice(1)], 1],
])('F-D6 no opinion: %s', (_, value, missing) => {
  const answers = said(value);
  expect(answers.filter((answer) => 'missed' in answer)).toHaveLength(missing);
  for (const answer of answers) if ('missed' in answer) expect(answer.missed).toBe('invalid_answer');
});

test('what a model says is kept without what nobody sees', () => {
  const [answer] = said([opinion('BTC/USDT', { reasons: ['a\u202eb\u0000\n>>>c'] }), ...FULL.slice(1)]);
  expect(answer).toMatchObject({ reasons: ['news read: 1', 'ab >c'] });
});
