import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { cliActions } from '../../src/infrastructure/bootstrap/cli-actions.js';
import { openStorage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { runCli } from '../../src/infrastructure/interfaces/cli/program.js';
import { collect } from '../support/facts.js';
import { temporaryFolder } from '../support/own-server.js';
import { deskOverPretendMarket, TRADING_FROM } from '../support/pretend-desk.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const VERDICTS = ['IntentApproved', 'IntentResized', 'IntentDenied'];
const folder = temporaryFolder();
let database: TestDatabase;
let verdicts: readonly RecordedFact[];

const tribune = async (...args: readonly string[]) => {
  let out = '';
  let err = '';
  const stderr = { write: (text: string) => (err += text), isTTY: false } as unknown as NodeJS.WriteStream;
  const surface = { out: (text: string) => void (out += text), stderr, signal: new AbortController().signal };
  const code = await runCli(['risk', ...args], cliActions, surface);
  return { code, out, err };
};
const written = (name: string, content: unknown): string => {
  const file = join(folder.path, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const first = (type: string) => verdicts.find((fact) => fact.type === type) as RecordedFact<never>;
const where = () => ['--store', database.url] as const;

beforeAll(async () => {
  database = await createTestDatabase();
  const storage = await openStorage({ kind: 'url', url: database.url });
  await deskOverPretendMarket({ storage, seed: 11, until: TRADING_FROM + 2 * 86_400_000 });
  verdicts = (await collect(storage.store.readAll())).filter(({ type }) => VERDICTS.includes(type));
  await storage.close();
}, 120_000);
afterAll(async () => {
  await database.drop();
  folder.remove();
});

test('every verdict of a log comes out again, from the log alone', async () => {
  expect(new Set(verdicts.map(({ type }) => type)).size).toBeGreaterThan(1);
  for (const { position, type, data } of verdicts.slice(0, 6)) {
    const { out } = await tribune('explain', '--at', position, ...where(), '--json');
    expect(JSON.parse(out)).toEqual({ type, data });
  }
});

test('a person reads the outcome and every rule with input, limit and result', async () => {
  const { position, data } = first('IntentDenied') as RecordedFact<{
    type: 'IntentDenied';
    data: { code: string; rules: { rule: string }[] };
  }>;
  const { code, out } = await tribune('explain', '--at', String(Number(position)), ...where());
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toContain(`DENIED: ${data.code}`);
  expect(out).toMatch(/^rule +input +limit +result$/m);
  expect(out).toMatch(new RegExp(`^\\S.*FAILS: ${data.code}$`, 'm'));
  for (const { rule } of data.rules) expect(out).toMatch(new RegExp(`^${rule} `, 'm'));
});

test('another intent on the account of that moment, or on a state from a file, is judged as the engine would', async () => {
  const fact = first('IntentApproved') as unknown as RecordedFact<{
    type: 'IntentApproved';
    data: { intent: object; quotes: object };
  }>;
  const exported = written('verdict.json', fact);
  const state = written('state.json', (await tribune('state', '--at', fact.position, ...where())).out);
  const { out: again } = await tribune('explain', '--intent', exported, '--state', state, '--json');
  expect(JSON.parse(again)).toEqual({ type: fact.type, data: fact.data });

  const halted = { ...JSON.parse(readFileSync(state, 'utf8')), halted: { at: 1, reason: 'drawdown' } };
  const { out: denied } = await tribune('explain', '--intent', exported, '--state', written('halted.json', halted));
  expect(denied).toContain('DENIED: HALTED');

  const { intent, quotes } = fact.data;
  const bold = written('bold.json', { intent: { ...intent, confidence: 'NaN' }, quotes, at: fact.metadata.at });
  const { out: nonsense } = await tribune('explain', '--intent', bold, '--at', fact.position, ...where());
  expect(nonsense).toContain('DENIED: INVALID_NUMBER');
}, 30_000);

test.each<readonly [string, () => readonly string[], number, string]>([
  ['neither state nor position', () => [], 2, "one of '--state <FILE>' and '--at <POSITION>' is needed"],
  ['both', () => ['--state', 'x', '--at', '1'], 2, "one of '--state <FILE>' and '--at <POSITION>' is needed"],
  ['a state without an intent', () => ['--state', written('s.json', {})], 1, '--state needs --intent'],
  ['a position beyond the log', () => ['--at', '99999999', ...where()], 1, 'The log ends at position'],
  ['a position that is none', () => ['--at', 'noon', ...where()], 1, 'noon is not a position of the log'],
  ['a position of another fact', () => ['--at', '20', ...where()], 1, 'stands no verdict: say with --intent'],
  ['a file that is not there', () => ['--intent', 'nowhere.json', '--at', '20', ...where()], 1, 'Cannot read'],
  [
    'a file that is no JSON',
    () => ['--intent', written('n.json', 'no'), '--at', '20', ...where()],
    1,
    'is not one JSON',
  ],
  [
    'an intent without quotes',
    () => ['--intent', written('q.json', { intent: {} }), '--at', '20', ...where()],
    1,
    'holds no intent with its quotes',
  ],
  [
    'no time',
    () => ['--intent', written('t.json', { intent: {}, quotes: {} }), '--at', '20', ...where()],
    1,
    '"at" is missing',
  ],
  [
    'a policy above its cap',
    () => [
      '--intent',
      written('i.json', { intent: {}, quotes: {}, at: 1 }),
      '--state',
      written('c.json', { policy: { maxLeverage: 6 } }),
    ],
    1,
    'hard cap',
  ],
  [
    'a state that is none',
    () => [
      '--intent',
      written('i.json', { intent: {}, quotes: {}, at: 1 }),
      '--state',
      written('p.json', { balances: 7, positions: { x: null } }),
    ],
    1,
    'is not the state of an account',
  ],
])('%s: a clear error with the way out', async (_what, args, expected, words) => {
  const { code, err } = await tribune('explain', ...args());
  expect(err).toContain(words);
  expect(code).toBe(expected);
});
