import { modelsOf } from '../../../src/infrastructure/bootstrap/models-of.js';
import { StartScreen } from '../../../src/infrastructure/bootstrap/start-screen.js';
import { loadConfig } from '../../../src/infrastructure/config/load-config.js';
import { AdvisedDesk } from '../../support/llm/advised-desk.js';
import { says, status, type Behaviour } from '../../support/llm/behaviour.js';
import { decided } from '../../support/llm/cycle-view.js';
import { agrees, rules } from '../../support/llm/opinions.js';

/** Of no known form: it is found because it is known, not because it looks like one. */
const KEY = 'planted-7Qx2mV9tLw4';
const ESCAPED = [...KEY].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

const vote = (reason: string): string =>
  `{"votes":[{"instrumentId":"BTC/USDT","action":"hold","confidence":0.8,"reasons":["${reason}"]}]}`;

/** One an hour: a provider that gives away the key in whatever it says. */
const INDISCREET: readonly Behaviour[] = [
  says(vote(`you sent ${KEY}`)),
  says(vote(`you sent ${ESCAPED}`)),
  says({ votes: [{ instrumentId: KEY, action: KEY, confidence: 0.8, reasons: [] }] }),
  says(`Your key is ${KEY}.`),
  { kind: 'body', text: `<html>${KEY}</html>`, type: 'text/html' },
  { kind: 'says', text: vote('well'), answeredBy: `model of ${KEY}` },
  status(400, {}, `bad request of ${KEY}`),
  status(401, {}, `Incorrect API key provided: ${KEY}`),
];

/** Everything that is printed meanwhile. */
const listen = () => {
  const printed: string[] = [];
  const catchIn = (chunk: unknown): boolean => {
    printed.push(String(chunk));
    return true;
  };
  const outs = [process.stdout, process.stderr].map((out) => jest.spyOn(out, 'write').mockImplementation(catchIn));
  const lines = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation((...words) => void printed.push(words.map(String).join(' '))),
  );
  return {
    printed,
    stop: () => [...outs, ...lines].forEach((spy) => spy.mockRestore()),
  };
};

test('F-X5 a key that the providers repeat in every answer and error is in no fact, no checkpoint and no line', async () => {
  let hour = 0;
  const { printed, stop } = listen();
  const desk = await AdvisedDesk.start({
    panel: { deepseek: () => INDISCREET[hour] ?? says(KEY), openai: agrees },
    arbiters: { anthropic: rules('regime', 'modify', { sizeFactor: 0.5, reason: KEY }) },
    opinions: { 'BTC/USDT': { regime: 'choppy', technical: ['long', '0.9'] } },
    key: KEY,
    models: { when: 'always' },
  });
  try {
    await desk.minutes(2);
    for (hour = 1; hour < INDISCREET.length; hour++) await desk.nextDecision();
    await desk.startAgain();
    await desk.minute();
    const log = await desk.facts();
    // It was sent, and it was said.
    expect(desk.panel.providers.deepseek?.requests.every(({ key }) => key === KEY)).toBe(true);
    const calls = decided(log, 'ModelConsulted').filter(({ member }) => member === 'deepseek');
    expect(calls).toHaveLength(INDISCREET.length);
    expect(
      calls.filter(({ answer, detail, answeredBy }) => `${answer}${detail}${answeredBy}`.includes('***')).length,
    ).toBeGreaterThan(3);
    expect(log.filter((fact) => JSON.stringify(fact).includes(KEY))).toEqual([]);
    expect(JSON.stringify(await desk.storage.checkpoints.load('engine-main'))).not.toContain(KEY);
  } finally {
    stop();
    await desk.end();
  }
  expect(printed.filter((line) => line.includes(KEY))).toEqual([]);
}, 60_000);

test('F-X5 the screen of the start names providers and prices, and no key', async () => {
  const desk = await AdvisedDesk.start({ panel: { deepseek: agrees, anthropic: agrees }, key: KEY });
  const lines: string[] = [];
  try {
    const { deepseek, anthropic } = desk.panel.providers;
    const set = [
      `models.deepseek.key=${KEY}`,
      `models.deepseek.baseUrl=${deepseek?.url}`,
      `models.anthropic.key=wrong-${KEY}`,
      `models.anthropic.baseUrl=${anthropic?.url}`,
      'models.panel=deepseek,anthropic',
    ];
    const { config } = loadConfig({ env: {}, set });
    const screen = new StartScreen({ write: (line: string) => lines.push(line) } as unknown as NodeJS.WriteStream);
    await modelsOf(config, 0, screen);
    expect(lines.join('\n')).toContain('deepseek (deepseek-flash at 127.0.0.1');
    expect(lines.join('\n')).toContain('warning: model anthropic may not answer');
    expect(lines.filter((line) => line.includes(KEY))).toEqual([]);
    expect(JSON.stringify(config)).not.toContain(KEY);
  } finally {
    await desk.end();
  }
});
