import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveDashboard } from '../../../src/infrastructure/interfaces/dashboard/serve-dashboard.js';
import { MemoryReadStore } from '../../../src/infrastructure/persistence/memory/memory-read-store.js';
import { logOf } from '../../support/read-side.js';
import { serveDesk, type Answer, type ServedDesk } from '../../support/served-desk.js';

const folder = mkdtempSync(join(tmpdir(), 'tribune-page-'));
let served: ServedDesk;
const askRoot = (path: string): Promise<Answer> => served.askRoot(path);

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Tribune</title>');
  writeFileSync(join(folder, 'assets', 'main-abc.js'), 'export {};');
  writeFileSync(join(folder, '.secret'), 'no');
  served = await serveDesk(logOf([]), new MemoryReadStore(), {}, (app) => serveDashboard(app, folder));
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

test.each(['/', '/orders', '/decisions/some-id', '/streams/signal-technical.BTC%2FUSDT'])(
  '%s is the page',
  async (path) => {
    const { status, text, headers } = await askRoot(path);
    expect({ status, text }).toEqual({ status: 200, text: '<!doctype html><title>Tribune</title>' });
    expect(headers['cache-control']).toBe('no-cache');
  },
);

test('files are kept for ever by their hashed names, and typed', async () => {
  const { status, headers } = await askRoot('/assets/main-abc.js');
  expect(status).toBe(200);
  expect(headers['cache-control']).toContain('immutable');
  expect(headers['content-type']).toContain('javascript');
});

test.each(['/assets/gone.js', '/.secret', '/..%2F..%2Fetc/passwd', '/%2e%2e/%2e%2e/etc/hosts'])(
  '%s is not served',
  async (path) => {
    const { status, text } = await askRoot(path);
    expect(text).not.toContain('root:');
    if (status === 200) expect(text).toContain('<title>Tribune</title>');
    else expect(status).toBe(404);
  },
);

test("F-X9 no script but the page's own files can run in it", async () => {
  const policy = String((await askRoot('/')).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
});

test('an unknown address of the API stays a problem, not the page', async () => {
  const { status, body } = await served.ask('/nothing');
  expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'NOT_FOUND' });
});

test('without a build it says what to do', async () => {
  const bare = await serveDesk(logOf([]), new MemoryReadStore(), {}, (app) => serveDashboard(app, join(folder, 'no')));
  const { status, text } = await bare.askRoot('/');
  expect(status).toBe(404);
  expect(text).toContain('npm run build');
  await bare.close();
});
