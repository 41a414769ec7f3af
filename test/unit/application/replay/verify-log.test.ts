import { verifyLog, type RebuiltModel } from '../../../../src/application/replay/verify-log.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { Sha256Digest } from '../../../../src/infrastructure/digest/sha256-digest.js';
import { aFact } from '../../../support/facts.js';
import { history, initialize, submit } from '../../../support/orders.js';

const log: readonly RecordedFact[] = history(initialize(), submit()).map(({ type, data }, version) => ({
  ...aFact(`fact ${version}`, data, type),
  stream: 'order-order-1',
  version,
  position: `${version}`,
}));

/** Each reading gives the next of the logs, the last one for good. */
const storeOf = (...readings: readonly (readonly RecordedFact[])[]) => {
  let read = 0;
  return {
    async *readAll() {
      yield* readings[Math.min(read++, readings.length - 1)] ?? [];
    },
  };
};

const verify = (store: ReturnType<typeof storeOf>, rebuildModels?: () => Promise<readonly RebuiltModel[]>) =>
  verifyLog({ store, newDigest: () => new Sha256Digest(), ...(rebuildModels && { rebuildModels }) });

test('a log that reads the same twice holds, with its facts and its head', async () => {
  const orderOnly = await verify(storeOf(log));
  expect(orderOnly).toMatchObject({ facts: 2, head: '1', stateHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(orderOnly.invariants[6]).toMatchObject({ id: 7, violations: 0, checks: 3 });
});

test('an empty log holds by having nothing', async () => {
  expect(await verify(storeOf([]))).toMatchObject({ facts: 0, held: 7, invariantsHeld: '7 of 7' });
});

test('7 bites: a log that folds to another state when it is read again', async () => {
  const { invariants } = await verify(storeOf(log, log.slice(0, 1)));
  expect(invariants[6]).toMatchObject({
    violations: 1,
    first: { position: '1', sentence: expect.stringContaining('read again it is') },
  });
});

test('7 bites: a fact that its stream cannot fold, and names it', async () => {
  const [first, second] = log as [RecordedFact, RecordedFact];
  const broken = [first, { ...second, type: 'OrderNotSent', data: { ...(second.data as object), attempt: 9 } }];
  const { invariants } = await verify(storeOf(broken));
  expect(invariants[6]?.first).toMatchObject({
    position: '1',
    type: 'OrderNotSent',
    sentence: expect.stringContaining('cannot be folded'),
  });
});

test('7 bites: a gap in a stream', async () => {
  const [first, second] = log as [RecordedFact, RecordedFact];
  const { invariants } = await verify(storeOf([first, { ...second, version: 2 }]));
  expect(invariants[6]?.first?.sentence).toContain('version 2 follows 0');
});

test('7 bites: a read model that differs from its rebuild', async () => {
  const models = [
    { name: 'orders', holds: true, rows: 4, detail: '' },
    { name: 'positions', holds: false, rows: 2, position: '0', detail: 'positions p1: missing' },
  ];
  const report = await verify(storeOf(log), () => Promise.resolve(models));
  expect(report.models).toEqual(models);
  expect(report.invariants[6]).toMatchObject({
    checks: 9,
    violations: 1,
    first: { position: '0', sentence: 'read model positions: positions p1: missing' },
  });
});

test('a violation keeps the count of the laws that hold', async () => {
  const { held, invariantsHeld } = await verify(storeOf(log, []));
  expect([held, invariantsHeld]).toEqual([4, '4 of 7']);
});
