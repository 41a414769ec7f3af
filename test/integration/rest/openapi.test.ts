import { readFileSync, writeFileSync } from 'node:fs';
import { MemoryReadStore } from '../../../src/infrastructure/persistence/memory/memory-read-store.js';
import { wholeStory } from '../../support/desk-story.js';
import { logOf, projectAll } from '../../support/read-side.js';
import { serveDesk, type ServedDesk } from '../../support/served-desk.js';

const FILE = 'docs/openapi.json';
type Schema = Readonly<Record<string, unknown>> & { readonly properties?: Record<string, Schema> };
interface Contract {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { readonly parameters?: { name: string; in: string }[] }>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

let served: ServedDesk;
let contract: Contract;

beforeAll(async () => {
  const log = logOf(wholeStory);
  const store = new MemoryReadStore();
  await projectAll(log, store);
  served = await serveDesk(log, store);
  contract = (await served.ask('/openapi.json')).body as unknown as Contract;
});
afterAll(() => served.close());

test('the committed contract is the one that is served (UPDATE_OPENAPI=1 writes it)', () => {
  const text = `${JSON.stringify(contract, null, 2)}\n`;
  if (process.env['UPDATE_OPENAPI'] === '1') writeFileSync(FILE, text);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(contract);
});

test('it is OpenAPI 3.1 and names every address', () => {
  expect(contract.openapi).toBe('3.1.0');
  expect(Object.keys(contract.paths)).toEqual([
    '/api/v1/account',
    '/api/v1/agents/schedule',
    '/api/v1/agents/scoreboard',
    '/api/v1/alerts',
    '/api/v1/audit',
    '/api/v1/candles',
    '/api/v1/commands/cancel-order',
    '/api/v1/commands/change-limits',
    '/api/v1/commands/claim-order',
    '/api/v1/commands/clear-halt',
    '/api/v1/commands/clear-streak',
    '/api/v1/commands/close-all',
    '/api/v1/commands/close-position',
    '/api/v1/commands/confirm',
    '/api/v1/commands/deposit',
    '/api/v1/commands/disable-task',
    '/api/v1/commands/enable-task',
    '/api/v1/commands/halt',
    '/api/v1/commands/leave-emergency',
    '/api/v1/commands/open-position',
    '/api/v1/commands/pause',
    '/api/v1/commands/resume',
    '/api/v1/commands/review-week',
    '/api/v1/commands/transfer',
    '/api/v1/commands/withdraw',
    '/api/v1/commands/withdraw-hodl',
    '/api/v1/components',
    '/api/v1/conflicts/summary',
    '/api/v1/decisions',
    '/api/v1/decisions/{cycleId}',
    '/api/v1/equity',
    '/api/v1/events',
    '/api/v1/facts',
    '/api/v1/fills',
    '/api/v1/fills/{tradeId}/why',
    '/api/v1/health',
    '/api/v1/market',
    '/api/v1/models/calls',
    '/api/v1/models/calls/{callId}',
    '/api/v1/models/spend',
    '/api/v1/orders',
    '/api/v1/orders/{clientOrderId}',
    '/api/v1/outside-agents',
    '/api/v1/outside-agents/{name}',
    '/api/v1/outside-agents/{name}/signals',
    '/api/v1/overrides',
    '/api/v1/overrides/{overrideId}',
    '/api/v1/policies',
    '/api/v1/positions',
    '/api/v1/positions/{positionId}',
    '/api/v1/risk',
    '/api/v1/signals',
    '/api/v1/status',
    '/api/v1/streams',
    '/api/v1/streams/{stream}/facts',
    '/api/v1/topics',
    '/api/v1/topics/stream',
    '/api/v1/topics/{topic}/messages',
    '/api/v1/verdicts',
  ]);
});

test('every read takes minPosition, live events excepted', () => {
  const without = Object.entries(contract.paths)
    .filter(([, { get }]) => get && !get.parameters?.some(({ name }) => name === 'minPosition'))
    .map(([path]) => path);
  expect(without).toEqual(['/api/v1/events', '/api/v1/topics/stream']);
});

test('every reference leads somewhere', () => {
  const text = JSON.stringify(contract);
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
  expect(names.filter((name) => contract.components.schemas[name] === undefined)).toEqual([]);
});

const fieldsOf = (view: string): readonly string[] => Object.keys(contract.components.schemas[view]?.properties ?? {});

test.each([
  ['/account', 'AccountView'],
  ['/positions/position-1', 'PositionView'],
  ['/orders/stop-1', 'OrderView'],
  ['/fills/trade-1/why', 'WhyView'],
  ['/decisions/cycle-1', 'CycleView'],
  ['/overrides/withdraw-1', 'OverrideView'],
  ['/status', 'StatusView'],
  ['/health', 'HealthView'],
  ['/risk', 'RiskView'],
])('what %s answers is what the contract says', async (path, view) => {
  const { body } = await served.ask(path);
  const required = contract.components.schemas[view]?.['required'] as string[];
  expect(fieldsOf(view)).toEqual(expect.arrayContaining(Object.keys(body)));
  expect(Object.keys(body)).toEqual(expect.arrayContaining(required));
});

test.each([
  ['/equity', 'EquityPointView'],
  ['/positions', 'PositionView'],
  ['/orders', 'OrderView'],
  ['/fills', 'FillView'],
  ['/signals', 'SignalView'],
  ['/decisions', 'DecisionView'],
  ['/verdicts', 'VerdictView'],
  ['/audit', 'AuditView'],
  ['/overrides', 'OverrideView'],
  ['/facts', 'RecordedFact'],
  ['/streams', 'StreamView'],
  ['/market', 'MarketView'],
  ['/alerts', 'AlertView'],
  ['/policies', 'PolicyView'],
  ['/topics', 'TopicView'],
  ['/topics/signals/messages', 'MessageView'],
])('what %s lists is what the contract says', async (path, view) => {
  const { items } = (await served.ask(path)).body;
  const required = contract.components.schemas[view]?.['required'] as string[];
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) {
    expect(fieldsOf(view)).toEqual(expect.arrayContaining(Object.keys(item)));
    expect(Object.keys(item)).toEqual(expect.arrayContaining(required));
  }
});
