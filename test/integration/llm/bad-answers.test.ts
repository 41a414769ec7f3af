import type { ModelAnswer } from '../../../src/application/ports/language-model.port.js';
import { NO_ANSWER_REASONS } from '../../../src/domain/models/no-answer.js';
import { startAnthropicFake } from '../../support/llm/anthropic-fake.js';
import { aCall, opened, settingsOf, type FakedProtocol } from '../../support/llm/ask.js';
import { BAD_ANSWERS } from '../../support/llm/bad-answers.js';
import { fastTiming } from '../../support/llm/fast-timing.js';
import { startOpenAiFake } from '../../support/llm/openai-fake.js';

const SPEED = 10;
const DEADLINE_MS = 60_000;

interface Outcome {
  readonly answer: ModelAnswer;
  readonly sent: number;
}

const asked = async (protocol: FakedProtocol, row: (typeof BAD_ANSWERS)[number]): Promise<Outcome> => {
  const start = protocol === 'openai' ? startOpenAiFake : startAnthropicFake;
  const fake = await start([row.behaviour]);
  try {
    const { panel } = opened(settingsOf(protocol, fake.url), fastTiming(SPEED));
    const answer = await panel[0]!.ask(aCall({ deadlineMs: DEADLINE_MS }));
    return { answer, sent: fake.requests.length };
  } finally {
    await fake.close();
  }
};

const PROTOCOLS = ['openai', 'anthropic'] as const;
let outcomes: ReadonlyMap<string, Outcome>;

/** A rejection that nobody handles fails this, too: Jest sees to it. */
beforeAll(async () => {
  // The vendors' clients are loaded at the first call, which would be part of its time.
  for (const protocol of PROTOCOLS)
    await asked(
      protocol,
      BAD_ANSWERS.find(({ name }) => name === '401')!,
    );
  const cases = PROTOCOLS.flatMap((protocol) => BAD_ANSWERS.map((row) => ({ protocol, row })));
  const found = new Map<string, Outcome>();
  const ask = async ({ protocol, row }: (typeof cases)[number]): Promise<void> => {
    found.set(`${protocol} ${row.name}`, await asked(protocol, row));
  };
  const waits = ({ row }: (typeof cases)[number]): boolean => row.reason === 'TIMEOUT';
  // Those that wait for the deadline wait together; the others one by one, so that none is late for want of a processor.
  const waiting = Promise.all(cases.filter(waits).map(ask));
  for (const one of cases.filter((each) => !waits(each))) await ask(one);
  await waiting;
  outcomes = found;
});

describe.each(PROTOCOLS)('%s', (protocol) => {
  test.each(BAD_ANSWERS)('F-D6 $name is no answer: $reason', ({ name, reason, sent }) => {
    const { answer, sent: found } = outcomes.get(`${protocol} ${name}`)!;
    const { fact } = answer;
    expect({ outcome: fact.outcome, detail: fact.detail }).toMatchObject({ outcome: reason });
    expect(answer).not.toHaveProperty('value');
    expect(fact.detail).not.toBe('');
    expect(fact.answer.length).toBeLessThanOrEqual(8_192);
    expect({ attempts: fact.attempts, sent: found }).toEqual({ attempts: sent, sent });
    expect(fact.latencyMs).toBeLessThan(DEADLINE_MS * 1.2);
  });

  test('what was never counted by the provider but may be charged for costs its worst', () => {
    const price = protocol === 'openai' ? '0.00036' : '0.0058';
    for (const name of ['silence', 'a slow drip', 'half a body', '2 MB', 'HTML', '502 of something in between']) {
      expect([name, outcomes.get(`${protocol} ${name}`)!.answer.fact.cost]).toEqual([name, price]);
    }
    for (const name of ['401', '429 without retry-after', '529', '400']) {
      expect([name, outcomes.get(`${protocol} ${name}`)!.answer.fact.cost]).toEqual([name, '0']);
    }
  });
});

test('every reason that a wire can bring about is in the table', () => {
  const found = new Set(BAD_ANSWERS.map(({ reason }) => reason));
  const elsewhere = ['BREAKER', 'BUDGET', 'BUSY', 'INTERRUPTED'];
  expect(NO_ANSWER_REASONS.filter((reason) => !found.has(reason))).toEqual(elsewhere);
});
