import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INSTRUMENT_IDS } from '../../../src/domain/market/instrument.js';
import { marketOf } from '../../../src/infrastructure/bootstrap/market-of.js';
import { runDesk, type RunningDesk } from '../../../src/infrastructure/bootstrap/run-desk.js';
import { StartScreen } from '../../../src/infrastructure/bootstrap/start-screen.js';
import type { Config } from '../../../src/infrastructure/config/config.js';
import { PinoLogger } from '../../../src/infrastructure/telemetry/pino-logger.js';
import type { SettingLook, SettingLooks } from './setting-look.js';

const folder = mkdtempSync(join(tmpdir(), 'tribune-settings-'));
export const removeSettingsFolder = (): void => rmSync(folder, { recursive: true, force: true });

/** Ten minutes of candles at a price. */
const candles = (name: string, price: number): string => {
  const path = join(folder, name);
  const bars = Array.from({ length: 10 }, (_, n) => [Date.UTC(2026, 0, 5) + n * 60_000, price, price, price, price, 5]);
  writeFileSync(path, JSON.stringify(bars));
  return path;
};
const BTC = candles('btc', 60_000);
const OTHER = candles('other', 50_000);
const PAGES = join(folder, 'no-pages');

/** A desk on ten minutes of candles is open in a moment. */
const SMALL = {
  store: 'memory',
  'http.port': '0',
  'market.kind': 'files',
  'market.files.BTC/USDT': BTC,
  'market.historyDays': '0',
};

class SilentScreen extends StartScreen {
  override line(): void {}
}

const failed = (error: unknown): void => {
  throw error;
};

/** Starts the program's desk, asks it, and stops it; a start that is refused answers with its words. */
const desk = async (config: Config, ask: (running: RunningDesk) => unknown): Promise<unknown> => {
  const { signal } = new AbortController();
  const screen = new SilentScreen();
  let running: RunningDesk;
  try {
    running = await runDesk({ config, pages: PAGES, screen, onFailure: failed, signal });
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
  try {
    return await ask(running);
  } finally {
    await running.stop();
  }
};
const asked =
  (path: string, of: (answer: Record<string, unknown>) => unknown): SettingLook['look'] =>
  (config) =>
    desk(config, async ({ url }) => {
      const answer = await fetch(`${url}/api/v1/${path}`);
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return of((await answer.json()) as Record<string, unknown>);
    });

/** Lines that come out at this level. */
const logged = ({ log }: Config): readonly string[] => {
  const lines: string[] = [];
  const written = jest.spyOn(fs, 'writeSync').mockImplementation((_, text) => {
    lines.push(String(text));
    return String(text).length;
  });
  try {
    const logger = new PinoLogger(log.level);
    for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level](level);
  } finally {
    written.mockRestore();
  }
  return lines.map((line) => (JSON.parse(line) as { readonly msg: string }).msg);
};

/** What the market gives first, and from when the desk trades on it. */
const market = async (config: Config): Promise<unknown> => {
  const { data, tradingFrom, livedUntil } = marketOf(config);
  for await (const { closeTime, candles: first } of data.steps(tradingFrom)) {
    return { label: data.label, tradingFrom, livedUntil, closeTime, first };
  }
  return undefined;
};

/** Who the desk is, where it keeps its log and listens, and what market it trades on. */
export const DESK_SETTINGS: SettingLooks = {
  mode: { value: 'live', look: ({ mode }) => mode },
  role: { value: 'api', beside: SMALL, look: (config) => desk(config, () => 'open') },
  'http.host': {
    value: '127.0.0.2',
    beside: SMALL,
    look: (config) => desk(config, ({ url }) => new URL(url).hostname),
  },
  // Taken or free, the address that is tried is in the answer.
  'http.port': {
    value: '0',
    beside: { ...SMALL, 'http.port': '3000' },
    look: (config) => desk(config, ({ url }) => new URL(url).port),
  },
  'data.dir': {
    value: join(BTC, 'there'),
    // No folder can be made in a file: the refusal names the one that was tried.
    beside: { ...SMALL, store: 'postgres', 'data.dir': join(OTHER, 'here') },
    look: (config) => desk(config, () => 'open'),
  },
  store: {
    value: 'postgres://nobody@127.0.0.1:1/none',
    beside: SMALL,
    look: (config) => desk(config, () => 'open'),
  },
  database: {
    value: 'postgres://nobody@127.0.0.1:1/none',
    beside: { ...SMALL, store: 'postgres', 'data.dir': join(OTHER, 'here') },
    look: (config) => desk(config, () => 'open'),
  },
  // An address of this machine that is not its loopback by name: allowed or not, nothing listens there.
  'eventstore.plainText': {
    value: 'true',
    beside: { ...SMALL, store: 'esdb://0.0.0.0:1?tls=false' },
    look: (config) => desk(config, () => 'open'),
  },
  'account.id': { value: 'other', beside: SMALL, look: asked('status', ({ accountId }) => accountId) },
  'account.deposit': { value: '20000', beside: SMALL, look: asked('risk', ({ equity }) => equity) },
  'market.kind': { value: 'files', beside: { 'market.files.BTC/USDT': BTC }, look: market },
  'market.seed': { value: '12', look: market },
  'market.startAt': { value: '2026-01-06', look: market },
  'market.instruments': { value: 'XRP/USDT', look: market },
  'market.historyDays': { value: '4', look: market },
  'market.speed': { value: '30', beside: SMALL, look: asked('status', ({ speed }) => speed) },
  ...Object.fromEntries(
    INSTRUMENT_IDS.map((id) => [
      `market.files.${id}`,
      { value: OTHER, beside: { 'market.kind': 'files', [`market.files.${id}`]: BTC }, look: market },
    ]),
  ),
  'log.level': { value: 'warn', look: logged },
};
