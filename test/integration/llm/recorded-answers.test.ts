/** Bodies that real providers once sent, put through the adapters as they came. */
import type { ModelAnswer } from '../../../src/application/ports/language-model.port.js';
import { startAnthropicFake } from '../../support/llm/anthropic-fake.js';
import { aCall, opened, settingsOf } from '../../support/llm/ask.js';
import { startOpenAiFake } from '../../support/llm/openai-fake.js';
import { testWithShared } from '../../support/shared-data.js';

const FOLDER = 'llm/vercel_ai';

const answered = async (file: string, text: string): Promise<ModelAnswer> => {
  const start = file.startsWith('anthropic') ? startAnthropicFake : startOpenAiFake;
  const fake = await start([{ kind: 'body', text }]);
  try {
    const settings = settingsOf(file.startsWith('anthropic') ? 'anthropic' : 'openai', fake.url);
    return await opened(settings).panel[0]!.ask(aCall());
  } finally {
    await fake.close();
  }
};

/** None of them answers our question, so each is no answer: for its own reason, with its true tokens. */
const SEEN = [
  ['anthropic-json-other-tool.1.json', 'TOOL_LEAK', 843, 28, 1, 'claude-haiku-4-5-20251001'],
  ['anthropic-json-tool.1.json', 'TOOL_LEAK', 1_151, 87, 1, 'claude-haiku-4-5-20251001'],
  ['anthropic-tool-no-args.json', 'TOOL_LEAK', 602, 93, 1, 'claude-3-opus-20240229'],
  ['anthropic-json-output-format.1.json', 'INVALID_SCHEMA', 742, 1_258, 2, 'claude-sonnet-4-5-20250929'],
  ['anthropic-text.json', 'UNREADABLE', 24, 58, 2, 'claude-sonnet-4-5-20250929'],
  ['deepseek-json.json', 'INVALID_SCHEMA', 990, 288, 2, 'deepseek-reasoner'],
  ['deepseek-reasoning.json', 'UNREADABLE', 36, 690, 2, 'deepseek-reasoner'],
  ['deepseek-text.json', 'CUT_OFF', 13, 300, 1, 'deepseek-chat'],
  ['deepseek-tool-call.json', 'TOOL_LEAK', 339, 92, 1, 'deepseek-reasoner'],
] as const;

for (const [file, outcome, inputTokens, outputTokens, attempts, answeredBy] of SEEN) {
  testWithShared(`${FOLDER}/${file}`, `F-D6 ${file} is no answer to our question: ${outcome}`, async (content) => {
    const { fact } = await answered(file, content);
    expect(fact).toMatchObject({ outcome, inputTokens, outputTokens, attempts, answeredBy });
    expect(fact.requestId).toBeTruthy();
  });
}

const VOTES = {
  votes: [
    { instrumentId: 'BTC/USDT', action: 'hold', confidence: 0.5, entry: null, stop: null, target: null, reasons: [] },
  ],
};

testWithShared(
  `${FOLDER}/deepseek-json.json`,
  'with our votes in place of its content it is answered',
  async (content) => {
    const body = JSON.parse(content) as { choices: { message: { content: string } }[] };
    body.choices[0]!.message.content = `\n${JSON.stringify(VOTES, null, 2)}\n`;
    const { fact, value } = await answered('deepseek-json.json', JSON.stringify(body));
    expect(value).toMatchObject([{ action: 'hold', confidence: '0.5' }]);
    expect(fact).toMatchObject({ outcome: 'answered', requestId: 'req-1', inputTokens: 495, outputTokens: 144 });
  },
);

testWithShared(
  `${FOLDER}/anthropic-json-tool.1.json`,
  'with our tool in place of its own it is answered',
  async (content) => {
    const body = JSON.parse(content) as { content: { name: string; input: unknown }[] };
    Object.assign(body.content[0]!, { name: 'votes', input: VOTES });
    const { fact, value } = await answered('anthropic-json-tool.1.json', JSON.stringify(body));
    expect(value).toMatchObject([{ action: 'hold', confidence: '0.5' }]);
    expect(fact).toMatchObject({ outcome: 'answered', inputTokens: 1_151, outputTokens: 87 });
  },
);
