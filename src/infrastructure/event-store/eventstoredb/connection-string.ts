import { EventStoreDbStartError } from './start-error.js';

export interface ConnectionSettings {
  /** As the client reads it: esdb:// or esdb+discover://. Holds the password. */
  readonly text: string;
  /** For people and logs: without user, password and options. */
  readonly shown: string;
  readonly tls: boolean;
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  /** Every host that is named is of this machine. */
  readonly loopback: boolean;
  /** Longest wait for one answer, in ms. */
  readonly deadlineMs: number;
}

const SCHEMES = /^(?:esdb|eventstoredb|eventstore|kurrentdb|kurrent|kdb)(\+discover)?:\/\//;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3})$/;
const HOST = /^([A-Za-z0-9._-]+)(?::(\d{1,5}))?$/;
const DEFAULT_DEADLINE_MS = 10_000;

/** What the client knows, by its own spelling. Others it would only warn of, password and all. */
const OPTIONS: Readonly<Record<string, (value: string) => boolean>> = {
  tls: (value) => value === 'true' || value === 'false',
  tlsCAFile: (value) => value !== '',
  connectionName: (value) => value !== '',
  nodePreference: (value) => /^(leader|follower|random|read_?only_?replica)$/i.test(value),
  defaultDeadline: (value) => /^[1-9]\d{0,8}$/.test(value),
  // Shorter ones, the client warns of on every start.
  keepAliveInterval: (value) => value === '-1' || /^[1-9]\d{4,8}$/.test(value),
  keepAliveTimeout: (value) => value === '-1' || /^[1-9]\d{0,8}$/.test(value),
  maxDiscoverAttempts: (value) => /^[1-9]\d{0,5}$/.test(value),
  discoveryInterval: (value) => /^[1-9]\d{0,8}$/.test(value),
  gossipTimeout: (value) => /^[1-9]\d{0,8}$/.test(value),
};

const WANTED: Readonly<Record<string, string>> = {
  tls: 'true or false, in small letters',
  tlsCAFile: 'a file with the certificate of the authority',
  connectionName: 'a name',
  nodePreference: 'leader, follower, random or readOnlyReplica',
  keepAliveInterval: '-1 (off) or ms from 10000',
  keepAliveTimeout: '-1 or ms from 1',
};

const refused = (why: string): EventStoreDbStartError =>
  new EventStoreDbStartError(
    `EventStoreDB connection string: ${why}. Example: esdb://user:password@db.example:2113?tls=true, or ` +
      'esdb://127.0.0.1:2113?tls=false for a node of this machine without TLS.',
  );

const optionsOf = (query: string): ReadonlyMap<string, string> => {
  const options = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const at = pair.indexOf('=');
    const [typed, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    const key = Object.keys(OPTIONS).find((name) => name.toLowerCase() === typed.replace(/[_-]/g, '').toLowerCase());
    if (key === undefined)
      throw refused(`no option ${JSON.stringify(typed)}; there are ${Object.keys(OPTIONS).join(', ')}`);
    if (!OPTIONS[key]?.(value)) {
      throw refused(`${key}=${value}: expected ${WANTED[key] ?? 'a whole number from 1'}`);
    }
    options.set(key, value);
  }
  return options;
};

const credentialsOf = (text: string | undefined): ConnectionSettings['credentials'] => {
  if (text === undefined) return undefined;
  const [username, password, ...rest] = text.split(':');
  if (!username || !password || rest.length > 0)
    throw refused('expected user:password before the @; write %3A for a colon and %40 for an @ in them');
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw refused('user or password holds a % that begins no escape; write %25 for it');
  }
};

const hostsOf = (text: string): readonly string[] => {
  const hosts = text.split(',').map((host) => host.trim());
  for (const host of hosts) {
    if (host.startsWith('['))
      throw refused(`${host}: the client takes no IPv6 address, name the host or its IPv4 address`);
    const port = HOST.exec(host)?.[2] ?? '2113';
    if (!HOST.test(host) || Number(port) < 1 || Number(port) > 65_535)
      throw refused(`${host === '' ? 'a host is missing' : `${JSON.stringify(host)} is no host:port`}`);
  }
  return hosts;
};

/**
 * Checks everything that the client would refuse late, warn of, or quietly ignore. The schemes of its successor
 * (kurrentdb://) are taken too.
 * @throws EventStoreDbStartError; its message never holds the password
 */
export const parseConnectionString = (given: string): ConnectionSettings => {
  const trimmed = given.trim();
  const scheme = SCHEMES.exec(trimmed);
  if (!scheme) throw refused('expected esdb://, esdb+discover://, eventstoredb:// or kurrentdb:// at its beginning');
  const [address = '', query = '', ...more] = trimmed.slice(scheme[0].length).split('?');
  if (more.length > 0) throw refused('a second "?"; options are joined by &');
  const at = address.lastIndexOf('@');
  const credentials = credentialsOf(at < 0 ? undefined : address.slice(0, at));
  const hosts = hostsOf(address.slice(at + 1).replace(/\/+$/, ''));
  const options = optionsOf(query);
  const discover = scheme[1] ?? '';
  const search = [...options].map(([key, value]) => `${key}=${value}`).join('&');
  const login = at < 0 ? '' : `${address.slice(0, at)}@`;
  const place = `esdb${discover}://${hosts.join(',')}`;
  return {
    text: `esdb${discover}://${login}${hosts.join(',')}${search === '' ? '' : `?${search}`}`,
    shown: place,
    tls: options.get('tls') !== 'false',
    credentials,
    loopback: hosts.every((host) => LOOPBACK.test(host.split(':')[0] as string)),
    deadlineMs: Number(options.get('defaultDeadline') ?? DEFAULT_DEADLINE_MS),
  };
};
