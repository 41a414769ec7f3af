import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseNews } from '../../../../../src/application/agents/choose-news.js';
import { ARBITER_V1 } from '../../../../../src/application/agents/prompts/arbiter.v1.js';
import { countTokens, MOST_TOKENS } from '../../../../../src/application/agents/prompts/count-tokens.js';
import { arbiterPrompt, votePrompt } from '../../../../../src/application/agents/prompts/prompts.js';
import { QUOTATION_RULE } from '../../../../../src/application/agents/prompts/quotation.js';
import { PROMPT_FILES } from '../../../../../src/application/agents/prompts/registry.js';
import { SENTIMENT_V1 } from '../../../../../src/application/agents/prompts/sentiment.v1.js';
import { TRADING_DECISION_V1 } from '../../../../../src/application/agents/prompts/trading-decision.v1.js';
import { INSTRUMENT_IDS } from '../../../../../src/domain/market/instrument.js';
import { snapshot, T0 } from '../../../../support/decisions.js';
import { conflict, fullLeg, longestLeg, news } from '../../../../support/prompts.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const vote = { instruments: [fullLeg], takenAt: T0 };
const ruling = { conflicts: [conflict()], instruments: [fullLeg], takenAt: T0 };
const read = chooseNews([news('Bitcoin rises'), news('XRP falls', { text: 'w'.repeat(900) })], INSTRUMENT_IDS, T0);

/** Each version with one input that does not change. */
const FILLED = [
  [TRADING_DECISION_V1, TRADING_DECISION_V1.render(vote, MOST_TOKENS)],
  [ARBITER_V1, ARBITER_V1.render(ruling, MOST_TOKENS)],
  [SENTIMENT_V1, SENTIMENT_V1.render({ ...read, leftOut: 1 }, MOST_TOKENS)],
] as const;

const table = JSON.parse(readFileSync(join(__dirname, '../../../../fixtures/prompts.json'), 'utf8')) as Readonly<
  Record<string, object>
>;

test('a text that was asked is not changed: a better one is a new version', () => {
  // Not what you want? Rename the file to `<name>.v<n+1>.ts`, raise its version, and add its line to the fixture.
  for (const [{ name, version, system }, user] of FILLED) {
    expect({ [`${name}.v${version}`]: { system: sha256(system), user: sha256(user) } }).toEqual({
      [`${name}.v${version}`]: table[`${name}.v${version}`],
    });
  }
});

test('one version of each is in use: the newest that has a line', () => {
  const newest = new Map<string, number>();
  for (const line of Object.keys(table)) {
    const [name = '', version = ''] = line.split('.v');
    newest.set(name, Math.max(newest.get(name) ?? 0, Number(version)));
  }
  expect(new Map(PROMPT_FILES.map(({ name, version }) => [name, version]))).toEqual(newest);
  expect(FILLED.map(([file]) => file)).toEqual(PROMPT_FILES);
  expect(new Set(PROMPT_FILES.map(({ name }) => name)).size).toBe(PROMPT_FILES.length);
});

test.each(PROMPT_FILES.map((file) => [file.name, file] as const))('%s says what it must', (_, file) => {
  const { system, what, inputSchema } = file;
  expect(system).toContain(QUOTATION_RULE);
  expect(system).toContain('Answer with one JSON object and nothing else');
  expect(system).toMatch(/No other instrument/);
  expect(system).toMatch(/of other years|of another year/);
  expect(what.length).toBeGreaterThan(20);
  expect(Object.values(inputSchema).every((said) => said.length > 10)).toBe(true);
});

test('F-R19 who votes is told never to name a size or a leverage; who rules, only towards less', () => {
  expect(TRADING_DECISION_V1.system).toContain('Never name a size, an amount or a leverage');
  expect(ARBITER_V1.system).toContain('would make the trade larger, or its stop wider, is refused');
});

test('the same snapshot is the same text, whoever is asked', () => {
  const legs = INSTRUMENT_IDS.map((id) => snapshot(id));
  expect(votePrompt(legs, T0)).toEqual(votePrompt(structuredClone(legs), T0));
  const { user } = votePrompt(legs, T0);
  expect(INSTRUMENT_IDS.map((id) => user.split(`## ${id}\n`).length)).toEqual([2, 2, 2]);
});

test('an arbiter reads the conflicts, the trade they concern and the legs in conflict alone', () => {
  const legs = INSTRUMENT_IDS.map((id) => snapshot(id));
  const { user, form, name, version } = arbiterPrompt([conflict()], legs, T0);
  expect([form, name, version]).toEqual(['rulings', 'arbiter', 1]);
  expect(user).toContain('## BTC/USDT');
  expect(user).not.toContain('## XRP');
  expect(user.split('\n').slice(-5)).toEqual([
    '',
    'Conflicts:',
    '- BTC/USDT, kind regime: an opening in a choppy market. Proposed: long, confidence 0.75 of 1, entry 60036.1 USDT, stopPct 0.016012 and target 0.03923 of the entry price away. Without a ruling: nothing is opened in choppy.',
    '',
    'Rule on each conflict of the list. Answer with the JSON object alone.',
  ]);
});

test('system and user text together stay within 4 000 tokens, and the count is handed on', () => {
  const legs = INSTRUMENT_IDS.map((id) => longestLeg(snapshot(id)));
  const all = legs.flatMap(({ instrumentId }) =>
    (['adviser-opposition', 'regime'] as const).map((kind) =>
      conflict({ instrumentId, kind, detail: '1'.repeat(900), byRules: '2'.repeat(900) }),
    ),
  );
  for (const prompt of [votePrompt(legs, T0), arbiterPrompt(all, legs, T0)]) {
    expect(prompt.inputTokens).toBe(countTokens(prompt.system) + countTokens(prompt.user));
    expect(prompt.inputTokens).toBeLessThanOrEqual(MOST_TOKENS);
    expect(prompt.user).toContain('Left out for length');
  }
});
