import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_POLICY, HARD_CAPS } from '../../../../src/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../../../src/domain/matching/paper-settings.js';
import { CONFIG_KEYS } from '../../../../src/infrastructure/config/config-keys.js';
import { describeConfig } from '../../../../src/infrastructure/config/describe-config.js';
import { type ConfigSources, loadConfig } from '../../../../src/infrastructure/config/load-config.js';

const folder = mkdtempSync(join(tmpdir(), 'tribune-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const load = (sources: ConfigSources = {}) => loadConfig({ env: {}, cwd: folder, ...sources });
const file = (content: unknown): string => {
  const path = join(folder, 'some.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const failure = (sources: ConfigSources): string => {
  try {
    load(sources);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no failure';
};

describe('defaults', () => {
  test('nothing set is the shipped desk: paper, loopback, the rules of the design', () => {
    const { config, origins } = load();
    expect(config).toMatchObject({
      mode: 'paper',
      http: { host: '127.0.0.1', port: 3000 },
      data: { dir: join(folder, '.data') },
      store: { kind: 'embedded' },
      account: { id: 'main', deposit: '10000' },
      market: { kind: 'synthetic', speed: 60, instruments: ['BTC/USDT', 'XRP/USDT', 'XRP/BTC'], files: {} },
      log: { level: 'info' },
    });
    expect(config.risk).toEqual(DEFAULT_POLICY);
    expect(config.paper).toEqual(DEFAULT_PAPER);
    expect(origins.size).toBe(0);
  });

  test('every limit and every paper setting is a key', () => {
    const keys = CONFIG_KEYS.map(({ key }) => key);
    for (const name of Object.keys(DEFAULT_POLICY)) expect(keys).toContain(`risk.${name}`);
    for (const name of Object.keys(DEFAULT_PAPER))
      expect(keys.some((key) => key.startsWith(`paper.${name}`))).toBe(true);
    for (const [name, cap] of Object.entries(HARD_CAPS)) {
      expect(CONFIG_KEYS.find(({ key }) => key === `risk.${name}`)?.cap).toBe(cap);
    }
    expect(new Set(CONFIG_KEYS.flatMap(({ env }) => env)).size).toBe(CONFIG_KEYS.flatMap(({ env }) => env).length);
  });
});

describe('layers', () => {
  test('file, environment, flags and --set: the later wins, and its origin is kept', () => {
    const sources: ConfigSources = {
      file: file({
        http: { port: 4001 },
        account: { deposit: '500' },
        risk: { maxOpenPositions: 2, dailyLossPct: '0.03' },
      }),
      env: { TRIBUNE_PORT: '4002', TRIBUNE_RISK_MAX_OPEN_POSITIONS: '4' },
      flags: { 'http.port': '4003' },
      set: ['http.port=4004', 'paper.halfSpreadPct.XRP/BTC=0.0005'],
    };
    const { config, origins } = load(sources);
    expect(config.http.port).toBe(4004);
    expect(config.account.deposit).toBe('500');
    expect(config.risk).toMatchObject({ maxOpenPositions: 4, dailyLossPct: '0.03' });
    expect(config.paper.halfSpreadPct['XRP/BTC']).toBe('0.0005');
    expect(origins.get('http.port')).toBe('--set');
    expect(origins.get('risk.maxOpenPositions')).toBe('TRIBUNE_RISK_MAX_OPEN_POSITIONS');
    expect(origins.get('risk.dailyLossPct')).toBe(join(folder, 'some.json'));
  });

  test('the default file is taken from the working folder when it is there', () => {
    const path = join(folder, 'tribune.config.json');
    writeFileSync(path, '{"market": {"seed": 9}}');
    expect(load().config.market.seed).toBe(9);
    rmSync(path);
    expect(load().config.market.seed).toBe(11);
  });

  test('paths start where they were written: beside the file, or where the person stands', () => {
    const inFile = load({ file: file({ data: { dir: 'desk' } }), cwd: '/elsewhere' });
    expect(inFile.config.data.dir).toBe(join(folder, 'desk'));
    const typed = load({ flags: { 'data.dir': 'desk' }, env: { INIT_CWD: '/home/quant' } });
    expect(typed.config.data.dir).toBe('/home/quant/desk');
  });

  test('a fee set for the risk engine is what the pretend venue takes, unless that is set too', () => {
    expect(load({ set: ['risk.takerFee=0.001'] }).config.paper.takerFee).toBe('0.001');
    const both = load({ set: ['risk.takerFee=0.001', 'paper.takerFee=0.002'] }).config;
    expect([both.risk.takerFee, both.paper.takerFee]).toEqual(['0.001', '0.002']);
  });

  test('switches of tests and scripts are no settings', () => {
    const env = { TRIBUNE_TEST_PG: 'x', TRIBUNE_SHARED: 'x', TRIBUNE_KILLS: '3', TRIBUNE_SEED: '1', HOME: '/' };
    expect(() => load({ env })).not.toThrow();
  });

  test.each([
    ['memory', { kind: 'memory' }],
    ['postgres', { kind: 'embedded' }],
    ['postgres://desk@db:5432/log', { kind: 'url', url: 'postgres://desk@db:5432/log' }],
  ])('store = %s', (text, store) => {
    expect(load({ set: [`store=${text}`] }).config.store).toEqual(store);
  });
});

describe('a wrong setting is one line that names the key and what is expected', () => {
  const bad: readonly (readonly [ConfigSources, string])[] = [
    [
      { set: ['risk.maxLevrage=3'] },
      'Unknown setting risk.maxLevrage (--set): did you mean risk.maxLeverage, a whole number from 1 to 5?',
    ],
    [{ set: ['maxOpenPosition=3'] }, 'did you mean risk.maxOpenPositions, a whole number from 1 to 10?'],
    [{ set: ['volumeShare=0.1'] }, 'did you mean paper.volumeShare'],
    [{ env: { TRIBUNE_PROT: '1' } }, 'Unknown setting TRIBUNE_PROT in the environment: did you mean TRIBUNE_PORT?'],
    [{ set: ['http.port'] }, '--set http.port: expected KEY=VALUE, as --set risk.maxOpenPositions=2.'],
    [{ set: ['http.port=http'] }, 'http.port = http (--set): expected a whole number from 0 to 65535.'],
    [{ set: ['http.port=65536'] }, 'http.port = 65536 (--set): expected a whole number from 0 to 65535.'],
    [{ env: { TRIBUNE_PORT: '3e3' } }, 'http.port = 3e3 (TRIBUNE_PORT): expected a whole number'],
    [{ set: ['risk.dailyLossPct=NaN'] }, 'risk.dailyLossPct = NaN (--set): expected a decimal above 0 up to 1.'],
    [
      { set: ['risk.dailyLossPct=0.06'] },
      'risk.dailyLossPct = 0.06 (--set) is above its hard cap 0.05, which only code can move.',
    ],
    [{ set: ['risk.maxLeverage=6'] }, 'risk.maxLeverage = 6 (--set) is above its hard cap 5'],
    [{ set: ['risk.dailyLossPct=-0.01'] }, 'expected a decimal above 0 up to 1.'],
    [{ set: ['risk.marginEnabled=yes'] }, 'risk.marginEnabled = yes (--set): expected true or false.'],
    [{ set: ['risk.minStopPct=0.04', 'risk.maxStopPct=0.03'] }, 'risk.minStopPct is above maxStopPct'],
    [{ set: ['account.deposit=0'] }, 'account.deposit = 0 (--set): expected a decimal above 0'],
    [{ set: ['account.id=a-b'] }, 'account.id = a-b (--set): expected up to 40 letters, digits'],
    [{ set: ['mode=live'] }, 'mode = live is refused: this version trades paper money only.'],
    [{ set: ['mode=demo'] }, 'mode = demo (--set): expected paper.'],
    [
      { env: { TRIBUNE_HOST: '0.0.0.0' } },
      'http.host = 0.0.0.0 (TRIBUNE_HOST): expected a loopback address as 127.0.0.1',
    ],
    [{ set: ['market.kind=files'] }, 'market.kind = files needs at least one market.files.<instrument>'],
    [{ set: ['market.instruments=BTC/USDT,DOGE/USDT'] }, 'expected some of BTC/USDT, XRP/USDT, XRP/BTC.'],
    [{ set: ['market.startAt=2026-02-30'] }, 'market.startAt = 2026-02-30 (--set): expected a UTC time'],
    [{ set: ['market.speed=0'] }, 'market.speed = 0 (--set): expected a whole number from 1 to 86400.'],
    [{ set: ['store=mysql://x'] }, 'store = mysql://x (--set): expected postgres, memory, eventstoredb://'],
    [{ set: ['store=http://me:secret@db'] }, 'store = http://me:***@db (--set): expected postgres'],
    [{ file: '/nowhere/at-all.json' }, 'Cannot read the config file /nowhere/at-all.json (no such file).'],
    [{ file: folder }, `Cannot read the config file ${folder} (EISDIR).`],
  ];
  test.each(bad)('%j', (sources, message) => {
    const line = failure(sources);
    expect(line).toContain(message);
    expect(line).not.toContain('\n');
  });

  test.each([
    ['{"http": {"port": ', 'is not JSON'],
    ['[1]', 'holds no settings: expected an object'],
    ['{"http": {"port": "3000"}}', 'http.port = 3000 ('],
    ['{"http": 3000}', 'Unknown setting http ('],
    ['{"risk": {"dailyLossPct": 0.02}}', 'in quotes (a JSON number loses digits)'],
    ['{"risk": {"dailyLoss": "0.02"}}', 'did you mean risk.dailyLossPct'],
    ['{"market": {"instruments": "BTC/USDT"}}', 'expected some of BTC/USDT'],
    ['{"risk": {"maxOpenPositions": null}}', 'expected a whole number from 1 to 10'],
  ])('file %s', (content, message) => {
    const line = failure({ file: file(content) });
    expect(line).toContain(message);
    expect(line).not.toContain('\n');
  });

  test('inside a container the bridge may be listened to', () => {
    const env = { TRIBUNE_HOST: '0.0.0.0', TRIBUNE_IN_CONTAINER: '1' };
    expect(load({ env }).config.http.host).toBe('0.0.0.0');
  });
});

test('the description names every value in effect, and never a password', () => {
  const described = describeConfig(load({ set: ['store=postgres://desk:secret@db/log', 'risk.maxOpenPositions=2'] }));
  expect(described).toContainEqual({ key: 'store', value: 'postgres://desk:***@db/log', origin: '--set' });
  expect(described).toContainEqual({ key: 'risk.maxOpenPositions', value: '2', origin: '--set' });
  expect(described).toContainEqual({ key: 'market.startAt', value: '2026-01-05T00:00:00.000Z', origin: 'default' });
  expect(described).toContainEqual({ key: 'paper.halfSpreadPct.XRP/BTC', value: '0.0003', origin: 'default' });
  expect(JSON.stringify(described)).not.toContain('secret');
});
