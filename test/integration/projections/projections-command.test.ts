import { PassThrough } from 'node:stream';
import { cliActions } from '../../../src/infrastructure/bootstrap/cli-actions.js';
import { openStorage, type Storage } from '../../../src/infrastructure/bootstrap/open-storage.js';
import { runCli } from '../../../src/infrastructure/interfaces/cli/program.js';
import type { DescribedModels } from '../../../src/projections/describe-models.js';
import { fillsProjection } from '../../../src/projections/fills/fills.projection.js';
import { PROJECTIONS } from '../../../src/projections/registry.js';
import { ProjectionRunner } from '../../../src/projections/runner/projection-runner.js';
import { appends } from '../../support/desk-log.js';
import { wholeStory } from '../../support/desk-story.js';
import { eventually } from '../../support/read-side.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

let database: TestDatabase;
let storage: Storage;

beforeAll(async () => {
  database = await createTestDatabase();
  storage = await openStorage({ kind: 'url', url: database.url });
  for (const { stream, facts, expected } of appends(wholeStory)) await storage.store.append(stream, facts, expected);
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});

const projections = async (...args: readonly string[]) => {
  let out = '';
  let err = '';
  const stderr = new PassThrough().on('data', (chunk) => (err += String(chunk)));
  const code = await runCli(['projections', ...args, '--store', database.url], cliActions, {
    out: (text) => (out += text),
    stderr: stderr as NodeJS.WritableStream as NodeJS.WriteStream,
    signal: new AbortController().signal,
  });
  return { code, out, err };
};

const listed = async () => JSON.parse((await projections('list', '--json')).out) as DescribedModels;
const statusOf = async (model: string) =>
  (await listed()).models.find(({ name }) => name === model)?.generations.map(({ status }) => status);

test('absent models are listed, made by a rebuild of all, and hold', async () => {
  expect((await projections('list')).out).toContain('absent: made at the next start of the desk');
  const { code, out } = await projections('rebuild', '--all');
  expect([code, out.match(/: rebuilt\n/g)?.length]).toEqual([0, PROJECTIONS.length]);
  const { head, models } = await listed();
  expect(models.map(({ name }) => name)).toEqual(PROJECTIONS.map(({ name }) => name));
  for (const { generations, version } of models)
    expect(generations).toEqual([{ live: true, version, status: 'up to date', position: head, lag: 0, detail: '' }]);
  const verified = await projections('verify');
  expect([verified.code, verified.out.match(/^holds /gm)?.length]).toEqual([0, PROJECTIONS.length]);
});

test('F-S8 a poisoned model is listed with the fact and the reason, fails no other, and is healed by a rebuild', async () => {
  const version = fillsProjection.version;
  const broken = {
    ...fillsProjection,
    project: () => {
      throw new Error('no such shape');
    },
  };
  await storage.readStore.rebuild(broken, await storage.store.storeId());
  const runner = new ProjectionRunner(storage.store, storage.readStore, [broken]);
  await runner.start();
  await runner.rebuild('fills').catch(() => undefined);
  await eventually(() => runner.statuses().some(({ status }) => status === 'poisoned'), 'the poison');
  await runner.stop();
  const fills = (await listed()).models.find(({ name }) => name === 'fills');
  expect(fills?.generations).toMatchObject([
    { live: true, version, status: 'up to date' },
    { live: false, version, status: 'poisoned', detail: expect.stringMatching(/^stopped at .*: no such shape$/) },
  ]);
  expect((await projections('rebuild', 'fills')).out).toMatch(/^fills \(version \d+\) at \d+: rebuilt\n$/);
  expect(await statusOf('fills')).toEqual(['up to date']);
});

test('wrong names and missing ones are told apart from failures', async () => {
  const unknown = await projections('rebuild', 'signls');
  expect([unknown.code, unknown.err]).toEqual([
    2,
    expect.stringContaining("no read model 'signls' (Did you mean signals?)"),
  ]);
  expect((await projections('verify', 'positions', 'fill')).err).toContain('Did you mean fills?');
  expect((await projections('rebuild')).code).toBe(2);
  expect((await projections('rebuild', 'fills', '--all')).code).toBe(2);
});

test('verify names the first difference and ends with 1', async () => {
  const writer = await storage.readStore.claim(fillsProjection, await storage.store.storeId());
  const wrong = { table: 'fills', key: 'wrong', sort: '0', row: { tradeId: 'wrong' } };
  await writer.commit([wrong], writer.progress as NonNullable<typeof writer.progress>);
  const { code, out, err } = await projections('verify', 'fills');
  expect([code, out]).toEqual([1, expect.stringContaining('BROKEN fills at')]);
  expect(err).toContain('First difference: fills at');
});
