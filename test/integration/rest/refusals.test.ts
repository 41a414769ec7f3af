import type { EventStore } from '../../../src/application/ports/event-store.port.js';
import { MemoryReadStore } from '../../../src/infrastructure/persistence/memory/memory-read-store.js';
import { wholeStory } from '../../support/desk-story.js';
import { logOf, projectAll } from '../../support/read-side.js';
import { serveDesk, type Answer, type Asked, type ServedDesk } from '../../support/served-desk.js';

let served: ServedDesk;
const log = logOf(wholeStory);
const store = new MemoryReadStore();
const ask = (path: string, asked?: Asked): Promise<Answer> => served.ask(path, asked);

beforeAll(async () => {
  await projectAll(log, store);
  served = await serveDesk(log, store);
});
afterAll(() => served.close());

const problem = async (path: string, asked?: Asked): Promise<Record<string, unknown>> => {
  const { status, headers, body } = await ask(path, asked);
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(body['status']).toBe(status);
  return body;
};

const JSON_BODY = { 'content-type': 'application/json' };
const command = (body: unknown, headers = {}): Asked => ({
  method: 'POST',
  headers: { ...JSON_BODY, ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('parameters', () => {
  test('a command takes none', async () => {
    expect(await problem('/commands/halt?force=1', command({ reason: 'because' }))).toMatchObject({ field: 'force' });
  });

  test.each(['/account', '/orders', '/orders/stop-1', '/facts', '/market', '/events', '/health', '/fills/trade-1/why'])(
    'an unknown one is refused by name at %s',
    async (path) => {
      expect(await problem(`${path}?colour=red`)).toMatchObject({
        status: 400,
        code: 'UNKNOWN_PARAMETER',
        field: 'colour',
      });
    },
  );

  test.each([
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['limit=1e2', 'limit'],
    ['limit=', 'limit'],
    ['limit=5&limit=6', 'limit'],
    ['instrument=DOGE%2FUSDT', 'instrument'],
    ['state=lost', 'state'],
    ['positionId=', 'positionId'],
    ['minPosition=12', 'minPosition'],
  ])('F-X8 a wrong value is refused: %s', async (query, field) => {
    expect(await problem(`/orders?${query}`)).toMatchObject({ status: 400, code: 'INVALID_PARAMETER', field });
  });

  test('a page is 50 rows without a limit', async () => {
    const { items } = (await ask('/audit')).body;
    expect(items.length).toBeLessThanOrEqual(50);
  });

  test('a cursor of another list or of nobody is refused', async () => {
    expect(await problem('/orders?cursor=abc')).toMatchObject({ status: 400, code: 'INVALID_CURSOR', field: 'cursor' });
    expect(await problem('/streams/order-stop-1/facts?cursor=x')).toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test.each([
    '/orders/none',
    '/positions/none',
    '/fills/none/why',
    '/decisions/none',
    '/streams/none/facts',
    '/nothing',
  ])('what is not there is a 404: %s', async (path) => {
    expect(await problem(path)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('an address that cannot be read is refused', async () => {
    expect(await problem('/orders/%zz')).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
  });

  test('a position that is not reached in time says which model lags', async () => {
    const body = await problem('/orders?minPosition=0000000000009999');
    expect(body).toMatchObject({ status: 503, code: 'NOT_YET', field: 'minPosition' });
    expect(body['detail']).toContain('orders stands at');
  }, 15_000);
});

describe('who may ask', () => {
  test.each(['evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1.evil.example', '[::2]:80'])(
    'F-X1 a host that is not loopback is refused: %j',
    async (host) => {
      expect(await problem('/account', { headers: { host } })).toMatchObject({ status: 403, code: 'FORBIDDEN_HOST' });
    },
  );

  test.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000'])('%s is served', async (host) => {
    expect((await ask('/account', { headers: { host } })).status).toBe(200);
  });

  test('F-X4 a header that claims another address or host changes nothing', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1' };
    expect(await problem('/account', { headers })).toMatchObject({ code: 'FORBIDDEN_HOST' });
  });

  test.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'F-X1 a page of another site is refused: %s',
    async (origin) => {
      expect(await problem('/commands/halt', command({ reason: 'because' }, { origin }))).toMatchObject({
        status: 403,
        code: 'FORBIDDEN_ORIGIN',
      });
      expect(served.control.done).toEqual([]);
    },
  );

  test('no answer invites other origins', async () => {
    const { headers } = await ask('/account', { headers: { origin: 'http://localhost:5173' } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('commands', () => {
  test('are carried out with their reason and answer with the position to wait for', async () => {
    const { status, body } = await ask('/commands/halt', command({ reason: 'fire drill' }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'halt', status: 'executed', position: await log.head() });
    expect(served.control.done).toMatchObject([{ kind: 'halt', order: {}, reason: 'fire drill', actor: 'operator' }]);
  });

  test('F-X2 a retry with the same key is the same request', async () => {
    const before = served.control.done.length;
    const retried = command({ reason: 'lunch break' }, { 'idempotency-key': 'key-1' });
    for (let n = 0; n < 2; n++) expect((await ask('/commands/pause', retried)).status).toBe(200);
    expect(served.control.done.slice(before)).toMatchObject([
      { kind: 'pause', reason: 'lunch break', requestId: 'key-1' },
    ]);
  });

  test.each([
    [{}, 'INVALID_PARAMETER', 'reason'],
    [{ reason: '' }, 'INVALID_PARAMETER', 'reason'],
    [{ reason: 7 }, 'INVALID_PARAMETER', 'reason'],
    [{ reason: '     ' }, 'INVALID_PARAMETER', 'reason'],
    [{ reason: 'a good one', actor: 'root' }, 'INVALID_PARAMETER', 'actor'],
    [{ reason: 'x'.repeat(501) }, 'INVALID_PARAMETER', 'reason'],
    [{ reason: 'a good one', force: true }, 'UNKNOWN_PARAMETER', 'force'],
  ])('F-X3 %j is refused', async (body, code, field) => {
    expect(await problem('/commands/resume', command(body))).toMatchObject({ status: 400, code, field });
  });

  const GOOD_OPENING = { instrumentId: 'BTC/USDT', direction: 'long', stop: '58000', target: '65000' };
  test.each([
    ['close-position', {}, 'instrumentId'],
    ['close-position', { instrumentId: 'DOGE/USDT' }, 'instrumentId'],
    ['open-position', { ...GOOD_OPENING, stop: undefined }, 'stop'],
    ['open-position', { ...GOOD_OPENING, target: undefined }, 'target'],
    ['open-position', { ...GOOD_OPENING, stop: 58000 }, 'stop'],
    ['open-position', { ...GOOD_OPENING, stop: 'NaN' }, 'stop'],
    ['open-position', { ...GOOD_OPENING, direction: 'up' }, 'direction'],
    ['deposit', { amount: '0' }, 'amount'],
    ['deposit', { amount: '-5' }, 'amount'],
    ['deposit', { amount: '1e9' }, 'amount'],
    ['withdraw', { book: 'savings', currency: 'USDT', amount: '5' }, 'book'],
    ['transfer', { from: 'trading', to: 'hodl', currency: 'DOGE', amount: '5' }, 'currency'],
    ['change-limits', { limits: 'all' }, 'limits'],
    ['claim-order', { foreignOrderId: '', stop: '1', target: '2' }, 'foreignOrderId'],
    ['confirm', {}, 'overrideId'],
  ])('F-X3 %s %j is refused by the name of its field', async (kind, order, field) => {
    const before = served.control.done.length;
    const body = kind === 'confirm' ? order : { reason: 'a good one', ...order };
    expect(await problem(`/commands/${kind}`, command(body))).toMatchObject({
      status: 400,
      code: 'INVALID_PARAMETER',
      field,
    });
    expect(served.control.done).toHaveLength(before);
  });

  test('a size or a leverage cannot be ordered', async () => {
    const sized = { reason: 'a good one', ...GOOD_OPENING, quantity: '1' };
    expect(await problem('/commands/open-position', command(sized))).toMatchObject({
      code: 'UNKNOWN_PARAMETER',
      field: 'quantity',
    });
  });

  test('what is not said is no part of the order', async () => {
    await ask('/commands/open-position', command({ reason: 'a good one', ...GOOD_OPENING }));
    expect(served.control.done.at(-1)?.order).toStrictEqual(GOOD_OPENING);
  });

  test('a confirmation of nothing is a 404', async () => {
    expect(await problem('/commands/confirm', command({ overrideId: 'none' }))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      field: 'overrideId',
    });
  });

  test.each([
    ['{"reason": ', 400, 'MALFORMED_REQUEST'],
    ['[]', 400, 'INVALID_PARAMETER'],
    ['"text"', 400, 'INVALID_PARAMETER'],
    ['null', 400, 'INVALID_PARAMETER'],
    ['', 400, 'MALFORMED_REQUEST'],
    [`{"reason":"${'x'.repeat(20_000)}"}`, 413, 'BODY_TOO_LARGE'],
  ])('a body that cannot be read is refused', async (body, status, code) => {
    expect(await problem('/commands/halt', command(body))).toMatchObject({ status, code });
  });

  test('F-X1 a form, which any page could send, is refused', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await problem('/commands/halt', { method: 'POST', headers, body: 'reason=because' })).toMatchObject({
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });

  test('F-X3 no GET and no unknown verb reaches them', async () => {
    expect(await problem('/commands/halt')).toMatchObject({ status: 404 });
    expect(await problem('/commands/sell-everything', command({ reason: 'because' }))).toMatchObject({ status: 404 });
  });
});

test('F-X5 a failure inside says nothing of itself to the caller, and all to the log', async () => {
  const broken = Object.assign(Object.create(log) as EventStore, {
    head: () => Promise.reject(new Error('password=hunter2 at /etc/secret')),
  }) as unknown as typeof log;
  const other = await serveDesk(broken, store);
  const { status, body, text } = await other.ask('/facts');
  expect({ status, code: body['code'] }).toEqual({ status: 500, code: 'INTERNAL' });
  expect(text).not.toMatch(/hunter2|secret|Error|stack/);
  expect(JSON.stringify(other.logger.lines)).toContain('hunter2');
  await other.close();
});

test('every answer is of the moment and locked down', async () => {
  const { headers } = await ask('/account');
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  expect(headers['strict-transport-security']).toBeUndefined();
});
