import { INSTRUMENT_IDS, isInstrumentId } from '../../domain/market/instrument.js';
import { parseDecimal } from '../../domain/shared/decimal.js';

export type ConfigValue = string | number | boolean | readonly string[];

/** What a setting may be. Bounds are inclusive; `positive` leaves zero out. */
export type ValueKind =
  | { readonly kind: 'text'; readonly pattern?: RegExp; readonly wanted?: string }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'decimal'; readonly max: string; readonly positive: boolean }
  | { readonly kind: 'instant' }
  | { readonly kind: 'instruments' }
  /** Some of a list, in the order given. */
  | { readonly kind: 'names'; readonly of: readonly string[] }
  /** Never shown. */
  | { readonly kind: 'secret' }
  /** Where an API is: http or https, no user, no password, no query. */
  | { readonly kind: 'endpoint' }
  | { readonly kind: 'store' }
  | { readonly kind: 'database' };

/** Its own schemes, and those of its successor. */
export const EVENTSTORE_SCHEME = /^(esdb|eventstoredb|eventstore|kurrentdb|kurrent|kdb)(\+discover)?:\/\//;

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/;

/** Unix ms of `2026-01-05` (midnight) or `2026-01-05T08:00:00Z`; undefined for anything else, 31 February included. */
export const instantOf = (text: string): number | undefined => {
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text.slice(0, 10) ? undefined : at;
};

/** Only the beginning: the store's own reader of connection strings says what else is wrong, and the way out. */
const isEventStoreUrl = (text: string): boolean => EVENTSTORE_SCHEME.test(text) && !/\s/.test(text);

const isPostgresUrl = (text: string): boolean => /^postgres(ql)?:\/\/[^\s/]+/.test(text) && URL.canParse(text);

/** Finishes the sentence "expected ...". */
export const expectedOf = (kind: ValueKind): string => {
  switch (kind.kind) {
    case 'text':
      return kind.wanted ?? 'a text';
    case 'choice':
      return kind.of.length === 1 ? (kind.of[0] as string) : `one of ${kind.of.join(', ')}`;
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${kind.min} to ${kind.max}`;
    case 'decimal':
      return `a decimal ${kind.positive ? 'above' : 'from'} 0 up to ${kind.max}`;
    case 'instant':
      return 'a UTC time as 2026-01-05 or 2026-01-05T08:00:00Z';
    case 'instruments':
      return `some of ${INSTRUMENT_IDS.join(', ')}`;
    case 'names':
      return `some of ${kind.of.join(', ')}`;
    case 'secret':
      return 'a key of 8 to 400 letters, digits and signs';
    case 'endpoint':
      return 'an address as https://host/path, without user, password and query';
    case 'store':
      return 'postgres, memory, eventstoredb://user:password@host:port, or postgres://user@host:port/database';
    case 'database':
      return 'embedded, or postgres://user@host:port/database';
  }
};

const integerIn = (value: number, { min, max }: { readonly min: number; readonly max: number }): number | undefined =>
  Number.isSafeInteger(value) && value >= min && value <= max ? value : undefined;

const decimalIn = (value: string, kind: Extract<ValueKind, { kind: 'decimal' }>): string | undefined => {
  const number = parseDecimal(value);
  if (!number || number.isNegative() || number.gt(kind.max) || (kind.positive && number.isZero())) return undefined;
  return value;
};

const instrumentsIn = (names: readonly unknown[]): readonly string[] | undefined =>
  names.length > 0 && names.every(isInstrumentId) && new Set(names).size === names.length
    ? INSTRUMENT_IDS.filter((id) => names.includes(id))
    : undefined;

const namesIn = (names: readonly unknown[], of: readonly string[]): readonly string[] | undefined =>
  names.length > 0 && names.every((name) => of.some((known) => known === name)) && new Set(names).size === names.length
    ? (names as readonly string[])
    : undefined;

const isEndpoint = (text: string): boolean => {
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && [url.username, url.password, url.search, url.hash].every((part) => part === '');
};

/** A value as it stands in JSON; undefined when it does not fit. Money in a JSON number has lost digits already. */
export const fromJson = (kind: ValueKind, value: unknown): ConfigValue | undefined => {
  if (kind.kind === 'integer') return typeof value === 'number' ? integerIn(value, kind) : undefined;
  if (kind.kind === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (kind.kind === 'instruments') return Array.isArray(value) ? instrumentsIn(value) : undefined;
  if (kind.kind === 'names') return Array.isArray(value) ? namesIn(value, kind.of) : undefined;
  return typeof value === 'string' ? fromText(kind, value) : undefined;
};

/** A value as it stands in the environment or on the command line; undefined when it does not fit. */
export const fromText = (kind: ValueKind, text: string): ConfigValue | undefined => {
  switch (kind.kind) {
    case 'text':
      return text.trim() !== '' && (kind.pattern?.test(text) ?? true) ? text : undefined;
    case 'choice':
      return kind.of.includes(text) ? text : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? integerIn(Number(text), kind) : undefined;
    case 'decimal':
      return decimalIn(text, kind);
    case 'instant':
      return instantOf(text) === undefined ? undefined : text;
    case 'instruments':
      return instrumentsIn(text.split(',').map((name) => name.trim()));
    case 'names':
      return namesIn(
        text.split(',').map((name) => name.trim()),
        kind.of,
      );
    case 'secret':
      return /^[\x21-\x7e]{8,400}$/.test(text) ? text : undefined;
    case 'endpoint':
      return isEndpoint(text) ? text : undefined;
    case 'store':
      return text === 'postgres' || text === 'memory' || isPostgresUrl(text) || isEventStoreUrl(text)
        ? text
        : undefined;
    case 'database':
      return text === 'embedded' || isPostgresUrl(text) ? text : undefined;
  }
};
