/**
 * A pretend desk for the dashboard alone: `node test/support/fake-desk/serve.mjs [--port N] [--speed N]`. Serves
 * web/dist and plausible answers of every shape, and prints its address.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountAt, desk, liveHour, signalsAt } from './desk.mjs';
import { HOUR, MINUTE, NOW, candlesOf, marketAt } from './market.mjs';
import { decisionFacts, streamFacts, whyOf } from './why.mjs';

const root = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const option = (name, otherwise) => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : process.argv[index + 1];
};
const speed = Number(option('speed', '60'));
let now = NOW;
let sequence = NOW - 1_700_000_000_000 + 60_000;

const statusNow = () => ({
  mode: option('mode', 'PRETEND MARKET'),
  market: 'synthetic, seed 7',
  accountId: 'paper',
  marketTime: now,
  speed,
  health: [
    { component: 'store', status: 'up', detail: 'append 0.3 ms' },
    { component: 'venue', status: 'up', detail: 'paper' },
    { component: 'feed', status: 'up', detail: 'synthetic' },
  ],
  projections: [],
});

const newest = (rows, key) => [...rows].sort((a, b) => b[key] - a[key]);
const OUTCOMES = {
  proposed: (row) => row.proposal.startsWith('proposed'),
  abandoned: (row) => !row.proposal.startsWith('proposed'),
};
const byOutcome = (row, wanted) => OUTCOMES[wanted]?.(row) ?? row.verdict?.outcome === wanted;

/** What a list holds, and how each query parameter narrows it. */
const LISTS = {
  decisions: () => newest(desk.legs, 'at'),
  verdicts: () => newest(desk.verdicts, 'at'),
  orders: () => newest(desk.orders, 'createdAt').map(({ timeline: _, ...row }) => row),
  fills: () => newest(desk.fills, 'at').filter(({ at }) => at <= now),
  positions: () => newest(desk.positions, 'openedAt').sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0)),
  audit: () => newest(desk.audit, 'at').filter(({ at }) => at <= now),
  signals: () => signalsAt(now),
  equity: () => desk.equity,
};
const FILTERS = {
  instrument: (row, value) => row.instrumentId === value,
  state: (row, value) => row.status === value || (value === 'working' && row.status === 'accepted'),
  purpose: (row, value) => row.purpose === value,
  status: (row, value) => row.status === value,
  positionId: (row, value) => row.positionId === value,
  cycleId: (row, value) => row.cycleId === value,
  code: (row, value) => row.code === value,
  outcome: (row, value) => (row.proposal ? byOutcome(row, value) : row.outcome === value),
};

function page(rows, query) {
  const kept = Object.entries(FILTERS).reduce(
    (left, [name, fits]) => (query.has(name) ? left.filter((row) => fits(row, query.get(name))) : left),
    rows,
  );
  const from = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  return {
    items: kept.slice(from, from + limit),
    ...(from + limit < kept.length && { nextCursor: String(from + limit) }),
  };
}

const ONE = {
  orders: (id) => desk.orders.find((row) => row.clientOrderId === id),
  positions: (id) => desk.positions.find((row) => row.positionId === id),
  decisions: (id) => {
    const items = desk.legs.filter((row) => row.cycleId === id);
    return items.length > 0 ? { items, facts: items.flatMap(decisionFacts) } : undefined;
  },
};

function answer(path, query) {
  const [name, id, more] = path.split('/').map(decodeURIComponent);
  if (name === 'status') return statusNow();
  if (name === 'account') return accountAt(now);
  if (name === 'market') return marketAt(now);
  if (name === 'fills' && more === 'why') return whyOf(id);
  if (name === 'streams') return { items: streamFacts(id) };
  if (name === 'candles') {
    const [from, to] = [Number(query.get('from')), Math.min(now, Number(query.get('to') ?? now))];
    return { items: candlesOf(query.get('instrument'), query.get('timeframe') ?? '1m', from, to) };
  }
  if (id !== undefined) return ONE[name]?.(id);
  return LISTS[name] && page(LISTS[name](), query);
}

const listeners = new Set();
const send = (event, data, id) => {
  const text = `${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  for (const response of listeners) response.write(text);
};
const fact = (type) => {
  const position = String((sequence += 1)).padStart(12, '0');
  send('fact', { position, stream: 'account-paper', type, at: now, data: {} }, position);
};

function tick() {
  const before = now;
  now += speed * 1_000;
  send('market', marketAt(now));
  send('status', statusNow());
  fact('SignalRecorded');
  const hour = Math.floor(now / HOUR) * HOUR;
  if (hour > before) for (const type of [...liveHour(hour), 'CycleAbandoned', 'EquityMarked']) fact(type);
  else if (Math.floor(now / (10 * MINUTE)) > Math.floor(before / (10 * MINUTE))) fact('EquityMarked');
}
if (speed > 0) setInterval(tick, 1_000);

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
/** Stricter than the real desk's: what works here works there. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'self'";

function serveFile(pathname, response) {
  const wanted = join(root, normalize(pathname));
  const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(root, 'index.html');
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'content-security-policy': POLICY });
  createReadStream(file).pipe(response);
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://desk');
  if (!pathname.startsWith('/api/v1/')) return serveFile(pathname, response);
  if (pathname === '/api/v1/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
    return undefined;
  }
  const body = answer(pathname.slice('/api/v1/'.length), searchParams);
  const found = body !== undefined;
  response.writeHead(found ? 200 : 404, { 'content-type': `application/${found ? '' : 'problem+'}json` });
  return response.end(
    JSON.stringify(found ? body : { title: 'Not found', status: 404, detail: 'There is no such thing.' }),
  );
});
server.listen(Number(option('port', '0')), '127.0.0.1', () =>
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })}\n`),
);
// The test that started it may be killed: without its parent it must not stay.
process.stdin.on('end', () => process.exit(0)).resume();
