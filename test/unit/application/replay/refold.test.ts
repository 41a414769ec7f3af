import { canonicalJson } from '../../../../src/application/replay/canonical-json.js';
import { refold, Refold } from '../../../../src/application/replay/refold.js';
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { Sha256Digest } from '../../../../src/infrastructure/digest/sha256-digest.js';

const fact = (n: number, stream: string, version: number, type: string, data: unknown, at = 1): RecordedFact => ({
  position: String(n).padStart(16, '0'),
  stream,
  version,
  type,
  data,
  metadata: {
    eventId: `e${n}-${at}`,
    commandId: 'c',
    correlationId: 'c',
    causationId: 'c',
    actor: 'test',
    at,
    schema: 1,
  },
});

const opened = { accountId: 'main', mode: 'paper', policy: DEFAULT_POLICY };
const deposit = { depositId: 'd', currency: 'USDT', amount: '10', trading: '5', allocation: '5' };

async function* each(facts: readonly RecordedFact[]): AsyncIterable<RecordedFact> {
  yield* facts;
}

const hashOf = async (facts: readonly RecordedFact[]): Promise<string> =>
  (await refold(each(facts))).hashInto(new Sha256Digest());

const LOG = [
  fact(1, 'account-main', 0, 'AccountOpened', opened),
  fact(2, 'account-main', 1, 'FundsDeposited', deposit),
  fact(3, 'account-other', 0, 'AccountOpened', { ...opened, accountId: 'other' }),
];

test('equal facts give equal hashes, whoever stored them and when', async () => {
  const elsewhere = [
    fact(7, 'account-other', 0, 'AccountOpened', { ...opened, accountId: 'other' }, 99),
    fact(8, 'account-main', 0, 'AccountOpened', { mode: 'paper', policy: DEFAULT_POLICY, accountId: 'main' }, 99),
    fact(9, 'account-main', 1, 'FundsDeposited', deposit, 99),
  ];
  expect(await hashOf(elsewhere)).toBe(await hashOf(LOG));
  expect(await hashOf(LOG)).toMatch(/^[0-9a-f]{64}$/);
});

test('another cent, another stream or one fact less gives another hash', async () => {
  const hash = await hashOf(LOG);
  const cent = fact(2, 'account-main', 1, 'FundsDeposited', { ...deposit, trading: '5.01' });
  expect(await hashOf([LOG[0] as RecordedFact, cent, LOG[2] as RecordedFact])).not.toBe(hash);
  expect(await hashOf(LOG.slice(0, 2))).not.toBe(hash);
  expect(await hashOf([fact(1, 'account-main', 0, 'AccountOpened', opened)])).not.toBe(hash);
});

test('a hole in a stream and a stream of no aggregate are bugs', () => {
  expect(() => new Refold().add(fact(1, 'account-main', 1, 'AccountOpened', opened))).toThrow('version 1 follows -1');
  expect(() => new Refold().add(fact(1, 'riddle-x', 0, 'Asked', {}))).toThrow('riddle-x: no decider folds riddle');
});

test('canonical JSON sorts keys at every depth and leaves out what is undefined', () => {
  expect(canonicalJson({ b: [1, { d: 'ü', c: null }], a: undefined })).toBe('{"b":[1,{"c":null,"d":"ü"}]}');
  expect(canonicalJson([undefined, true, 'x"'])).toBe('[null,true,"x\\""]');
});
