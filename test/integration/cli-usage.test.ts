import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cliActions } from '../../src/infrastructure/bootstrap/cli-actions.js';
import { runCli } from '../../src/infrastructure/interfaces/cli/program.js';

const candles = ['--candles', 'BTC/USDT=btc.csv', '--from', '2024-02-15'];

/** One command line over the real actions, in this process: a fresh Node for each would cost a second. */
const run = async (args: readonly string[]) => {
  let out = '';
  let err = '';
  const stderr = { write: (text: string) => (err += text), isTTY: false } as unknown as NodeJS.WriteStream;
  const surface = { out: (text: string) => void (out += text), stderr, signal: new AbortController().signal };
  const code = await runCli(args, cliActions, surface);
  return { code, out, err };
};

describe('wrong usage is exit code 2 with a suggestion; a wrong setting or file is exit code 1', () => {
  test.each<readonly [readonly string[], number, string]>([
    [['backtest', '--candels', 'x'], 2, "unknown option '--candels'\n(Did you mean --candles?)"],
    [['bactest'], 2, "unknown command 'bactest'\n(Did you mean backtest?)"],
    [['backtest'], 2, "option '--candles <PAIR=FILE>' is needed"],
    [['backtest', '--candles', 'DOGE/USDT=x'], 2, 'DOGE/USDT is not traded here: one of BTC/USDT, XRP/USDT, XRP/BTC.'],
    [['backtest', '--candles', 'BTC/USDT'], 2, 'Expected PAIR=FILE'],
    [['backtest', ...candles, '--from', '2024-02-31'], 2, 'Expected a UTC time'],
    [['backtest', ...candles, '--to', '2020-01-01'], 2, '--from must lie before --to'],
    [['backtest', ...candles, '--admin', 'clear-after=soon'], 2, 'Expected clear-after=TIME'],
    [['backtest', ...candles, '--store', 'disk'], 2, 'Expected memory, postgres, or postgres://'],
    [['backtest', ...candles, 'surplus'], 2, 'too many arguments'],
    [
      ['backtest', ...candles, '--set', 'risk.maxLeverage=6'],
      1,
      'risk.maxLeverage = 6 (--set) is above its hard cap 5',
    ],
    [['backtest', ...candles, '--set', 'risk.maxLevrage=3'], 1, 'did you mean risk.maxLeverage'],
    [['backtest', '--candles', 'BTC/USDT=nowhere.csv'], 1, 'nowhere.csv'],
    [['backtest', ...candles, '--config', 'nowhere.json'], 1, 'Cannot read the config file'],
    [['halt'], 2, 'Usage: tribune halt'],
    [['halt', 'clear'], 2, "option '--reason <TEXT>' is needed"],
    [['control', 'halt'], 2, "option '--reason <TEXT>' is needed"],
    [['control', 'deposit', '--reason', 'pay day'], 2, "option '--amount <NUMBER>' is needed"],
    [['control', 'change-limits', '--limit', 'x', '--reason', 'y'], 2, 'expected KEY=VALUE'],
    [['control', 'disable-task', '--reason', 'it errs'], 2, "option '--task <NAME>' is needed"],
    [['control', 'sell'], 2, 'unknown command'],
    [['log', 'export', '--to', 'x', '--data', 'nowhere'], 1, 'holds no log: start the desk once'],
    [[], 2, 'Usage: tribune [options] [command]'],
  ])('%j', async (args, expected, words) => {
    const { code, err, out } = await run(args);
    expect(err).toContain(words);
    expect({ code, out }).toEqual({ code: expected, out: '' });
  });
});

test.each([
  [],
  ['backtest'],
  ['log'],
  ['log', 'export'],
  ['verify'],
  ['halt'],
  ['halt', 'clear'],
  ['control'],
  ['control', 'open-position'],
  ['config'],
])('%s --help explains itself', async (...command) => {
  const { code, out, err } = await run([...command, '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`Usage: ${['tribune', ...command].join(' ')}`);
});

describe('halt', () => {
  const asked: { url: string | undefined; body: string }[] = [];
  let server: Server;
  const DONE = { overrideId: 'o1', kind: 'clear-halt', status: 'executed', outcome: 'the halt is cleared' };
  let answer: readonly [number, unknown] = [200, DONE];
  let port = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        asked.push({ url: `${request.method} ${request.url}`, body });
        response.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1]));
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  const at = (): readonly string[] => ['--set', `http.port=${port}`];

  test('clear posts the reason to the running desk', async () => {
    const { code, out } = await run(['halt', 'clear', '--reason', 'looked at it', ...at()]);
    expect({ code, out }).toEqual({ code: 0, out: 'The halt is cleared\n' });
    expect(asked.at(-1)).toEqual({ url: 'POST /api/v1/commands/clear-halt', body: '{"reason":"looked at it"}' });
  });

  test('F-X3 what waits for a second word is not done: the id and the way to confirm it, and a failure', async () => {
    answer = [200, { ...DONE, status: 'waiting' }];
    const { code, out, err } = await run(['halt', 'clear', '--reason', 'looked at it', ...at()]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/must be confirmed within 60 s[^]*tribune control confirm o1\nor at once with --confirm/);
  });

  test('F-X3 a second word that was given is passed on', async () => {
    answer = [200, { ...DONE, status: 'waiting' }];
    await run(['halt', 'clear', '--reason', 'looked at it', '--confirm', ...at()]);
    expect(asked.slice(-2).map(({ url }) => url)).toEqual([
      'POST /api/v1/commands/clear-halt',
      'POST /api/v1/commands/confirm',
    ]);
    expect(asked.at(-1)?.body).toBe('{"overrideId":"o1"}');
  });

  test('an order of control says its terms, and a refusal is a failure in its own words', async () => {
    answer = [200, { ...DONE, kind: 'open-position', status: 'refused', code: 'HALTED', detail: 'trading is halted' }];
    const terms = ['--instrument', 'BTC/USDT', '--direction', 'long', '--stop', '58000', '--target', '65000'];
    const { code, err } = await run(['control', 'open-position', ...terms, '--reason', 'breakout', ...at()]);
    expect({ code, err }).toEqual({ code: 1, err: 'open-position was refused (HALTED): trading is halted\n' });
    expect(JSON.parse(asked.at(-1)?.body ?? '')).toEqual({
      reason: 'breakout',
      instrumentId: 'BTC/USDT',
      direction: 'long',
      stop: '58000',
      target: '65000',
    });
  });

  test('limits go as they were typed', async () => {
    answer = [200, { ...DONE, kind: 'change-limits', outcome: 'limits changed: maxOpenPositions' }];
    const limits = ['--limit', 'maxOpenPositions=2', '--limit', 'riskPerTradePct=0.01', '--limit', 'minStopPct=1'];
    const { code, out } = await run([
      'control',
      'change-limits',
      ...limits,
      '--reason',
      'calmer',
      '--confirm',
      ...at(),
    ]);
    expect({ code, out }).toEqual({ code: 0, out: 'Limits changed: maxOpenPositions\n' });
    expect(JSON.parse(asked.at(-1)?.body ?? '')).toEqual({
      reason: 'calmer',
      limits: { maxOpenPositions: '2', riskPerTradePct: '0.01', minStopPct: '1' },
    });
  });

  test('what was ordered is listed', async () => {
    const listed = { ...DONE, requestedAt: Date.UTC(2026, 2, 2, 9), reason: 'looked at it' };
    answer = [200, { items: [listed] }];
    const { code, out } = await run(['control', 'list', ...at()]);
    expect({ code, out }).toEqual({
      code: 0,
      out: '2026-03-02T09:00:00Z  o1  executed  clear-halt: looked at it -> the halt is cleared\n',
    });
  });

  test('the words of a refusal reach the person', async () => {
    answer = [409, { title: 'Conflict', detail: 'the desk is not halted' }];
    const { code, err } = await run(['halt', 'clear', '--reason', 'x', '--set', `http.port=${port}`]);
    expect({ code, err }).toEqual({ code: 1, err: 'The desk refused: the desk is not halted\n' });
  });

  test('no desk: one line says so', async () => {
    const { code, err } = await run(['halt', 'set', '--reason', 'x', '--set', 'http.port=1']);
    expect(code).toBe(1);
    expect(err).toContain('No desk answers at http://127.0.0.1:1: start it with "npm start"');
  });
});
