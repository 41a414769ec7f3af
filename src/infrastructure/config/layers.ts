import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDecimal } from '../../domain/shared/decimal.js';
import { ConfigError } from './config-error.js';
import { CONFIG_KEYS, KEYS_BY_NAME } from './config-keys.js';
import { nearestKey } from './nearest-key.js';
import { expectedOf, type ConfigValue, fromJson, fromText } from './value-kind.js';

/** One setting as somebody wrote it. */
export interface Entry {
  readonly key: string;
  readonly value: ConfigValue;
  /** Where it stands, for people: `--set`, `TRIBUNE_PORT`, a file's name. */
  readonly origin: string;
  /** Folder that relative paths start from. */
  readonly base: string;
}

export const DEFAULT_FILE = 'tribune.config.json';

/** TRIBUNE_* names that are no settings: switches of tests and scripts, and what is asked for elsewhere. */
const NO_SETTINGS = /^TRIBUNE_(TEST_\w+|SHARED|ACCEPTANCE|KILLS|SEED|CONFIG|IN_CONTAINER|LIVE)$/;

const LIVE =
  'mode = live is refused: this version trades paper money only. Live trading will need three yeses (this setting, ' +
  'TRIBUNE_LIVE=I_UNDERSTAND_THE_RISKS, and keys without withdrawal right); expected paper.';

const unknownKey = (key: string, origin: string): ConfigError => {
  const nearest = nearestKey(key, [...KEYS_BY_NAME.keys()]) as string;
  const { kind } = KEYS_BY_NAME.get(nearest) as { kind: Parameters<typeof expectedOf>[0] };
  return new ConfigError(
    `Unknown setting ${key} (${origin}): did you mean ${nearest}, ${expectedOf(kind)}? "tribune config" lists all.`,
  );
};

const shown = (key: string, raw: unknown): string => {
  // A URL may hold a password, and an error line ends up in logs.
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? String(raw));
  const kind = KEYS_BY_NAME.get(key)?.kind.kind;
  if (kind === 'secret') return '***';
  return kind === 'store' || kind === 'database' || kind === 'endpoint' ? maskPassword(text) : text.slice(0, 80);
};

export const maskPassword = (text: string): string => text.replace(/:\/\/([^:/@\s]*):[^@\s]*@/, '://$1:***@');

const entryOf = (key: string, raw: unknown, origin: string, base: string, isText: boolean): Entry => {
  const known = KEYS_BY_NAME.get(key);
  if (!known) throw unknownKey(key, origin);
  if (key === 'mode' && raw === 'live') throw new ConfigError(LIVE);
  const number = known.cap === undefined ? undefined : parseDecimal(raw);
  if (number?.gt(known.cap as string)) {
    throw new ConfigError(
      `${key} = ${shown(key, raw)} (${origin}) is above its hard cap ${known.cap}, which only code can move.`,
    );
  }
  const value = isText ? fromText(known.kind, String(raw)) : fromJson(known.kind, raw);
  if (value === undefined) {
    const quoted = !isText && known.kind.kind === 'decimal' ? ', in quotes (a JSON number loses digits)' : '';
    throw new ConfigError(`${key} = ${shown(key, raw)} (${origin}): expected ${expectedOf(known.kind)}${quoted}.`);
  }
  return { key, value, origin, base };
};

const flatten = (value: unknown, path: string, origin: string, base: string): readonly Entry[] => {
  const isSection = typeof value === 'object' && value !== null && !Array.isArray(value) && !KEYS_BY_NAME.has(path);
  if (!isSection) return [entryOf(path, value, origin, base, false)];
  return Object.entries(value).flatMap(([name, part]) =>
    flatten(part, path === '' ? name : `${path}.${name}`, origin, base),
  );
};

/** The JSON file: named by the caller, or the default one if it is there. */
export const fileLayer = (named: string | undefined, callerFolder: string, cwd: string): readonly Entry[] => {
  const file = named === undefined ? resolve(cwd, DEFAULT_FILE) : resolve(callerFolder, named);
  if (named === undefined && !existsSync(file)) return [];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `Cannot read the config file ${file} (${code === 'ENOENT' ? 'no such file' : (code ?? 'unreadable')}).`,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${file} is not JSON: ${(error as Error).message.replace(/\s+/g, ' ')}.`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new ConfigError(`${file} holds no settings: expected an object as {"http": {"port": 3000}}.`);
  }
  return flatten(content, '', file, dirname(file));
};

export const envLayer = (env: Readonly<Record<string, string | undefined>>, base: string): readonly Entry[] => {
  const known = new Map(CONFIG_KEYS.flatMap((key) => key.env.map((name) => [name, key.key] as const)));
  const entries: Entry[] = [];
  // Names that belong to others come first, so that our own of the same setting wins.
  const isOurs = (name: string): boolean => name.startsWith('TRIBUNE_');
  for (const [name, value] of Object.entries(env).sort(([a], [b]) => Number(isOurs(a)) - Number(isOurs(b)))) {
    if ((!isOurs(name) && !known.has(name)) || value === undefined || value === '' || NO_SETTINGS.test(name)) continue;
    const key = known.get(name);
    if (key === undefined) {
      throw new ConfigError(
        `Unknown setting ${name} in the environment: did you mean ${nearestKey(name, [...known.keys()])}?`,
      );
    }
    entries.push(entryOf(key, value, name, base, true));
  }
  return entries;
};

/** Flags of the command line, by key. */
export const flagLayer = (flags: Readonly<Record<string, string>>, base: string): readonly Entry[] =>
  Object.entries(flags).map(([key, value]) => entryOf(key, value, 'command line', base, true));

/** `--set KEY=VALUE`, each as given. */
export const setLayer = (pairs: readonly string[], base: string): readonly Entry[] =>
  pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new ConfigError(`--set ${pair}: expected KEY=VALUE, as --set risk.maxOpenPositions=2.`);
    return entryOf(pair.slice(0, at), pair.slice(at + 1), '--set', base, true);
  });
