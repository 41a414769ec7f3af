import { storageChoice } from '../../../../src/infrastructure/bootstrap/storage-choice.js';
import { ConfigError } from '../../../../src/infrastructure/config/config-error.js';
import { describeConfig } from '../../../../src/infrastructure/config/describe-config.js';
import { loadConfig } from '../../../../src/infrastructure/config/load-config.js';

const PG = 'postgres://desk:secret@db/desk';
const NODE = 'eventstoredb://admin:secret@node:2113';

const chosen = (set: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) => {
  const pairs = Object.entries(set).map(([key, value]) => `${key}=${value}`);
  const { config } = loadConfig({ env, cwd: '/desk', set: pairs });
  return storageChoice(
    config,
    () => undefined,
    () => undefined,
  );
};

test('by default the log and all else are in the embedded server', () => {
  expect(chosen({})).toMatchObject({ kind: 'embedded', dataDir: '/desk/.data' });
});

test('a log in EventStoreDB has the embedded server beside it, or the one that is named', () => {
  expect(chosen({ store: NODE })).toMatchObject({
    kind: 'eventstoredb',
    url: NODE,
    allowPlainText: false,
    database: { kind: 'embedded', dataDir: '/desk/.data' },
  });
  expect(chosen({ store: NODE, database: PG, 'eventstore.plainText': 'true' })).toMatchObject({
    allowPlainText: true,
    database: { kind: 'url', url: PG },
  });
});

test('by environment too', () => {
  const env = { TRIBUNE_STORE: 'kurrentdb+discover://a,b', TRIBUNE_DATABASE_URL: PG };
  expect(chosen({}, env)).toMatchObject({ url: 'kurrentdb+discover://a,b', database: { url: PG } });
});

test('a log in PostgreSQL is in the database, wherever that is named', () => {
  expect(chosen({ database: PG })).toEqual({ kind: 'url', url: PG });
  expect(chosen({ store: PG })).toEqual({ kind: 'url', url: PG });
  expect(chosen({ store: PG, database: PG })).toEqual({ kind: 'url', url: PG });
  expect(() => chosen({ store: PG, database: 'postgres://other/desk' })).toThrow(ConfigError);
  expect(() => chosen({ store: PG, database: 'postgres://other/desk' })).toThrow('two PostgreSQL servers');
});

test('memory needs no database', () => {
  expect(chosen({ store: 'memory', database: PG })).toEqual({ kind: 'memory' });
});

test.each([
  ['store', 'disk', 'eventstoredb://user:password@host:port'],
  ['store', 'http://node:2113', 'postgres, memory'],
  ['database', NODE, 'embedded, or postgres://'],
  ['database', 'memory', 'embedded, or postgres://'],
])('%s = %s is refused with what is expected', (key, value, message) => {
  expect(() => chosen({ [key]: value })).toThrow(message);
  expect(() => chosen({ [key]: value })).not.toThrow('secret');
});

test('no password is described', () => {
  const described = describeConfig(loadConfig({ env: {}, set: [`store=${NODE}`, `database=${PG}`] }));
  expect(described).toContainEqual({ key: 'store', value: 'eventstoredb://admin:***@node:2113', origin: '--set' });
  expect(described).toContainEqual({ key: 'database', value: 'postgres://desk:***@db/desk', origin: '--set' });
  expect(JSON.stringify(described)).not.toContain('secret');
});

test('what is described as the store of a named database is what would be typed', () => {
  const described = describeConfig(loadConfig({ env: {}, set: [`database=${PG}`] }));
  expect(described).toContainEqual({ key: 'store', value: 'postgres', origin: 'default' });
});
