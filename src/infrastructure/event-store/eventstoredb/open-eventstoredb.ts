import { FACT_UPCASTS, type UpcastTable } from '../../../domain/shared/upcasts.js';
import { NodeClient } from './client.js';
import { type ConnectionSettings, parseConnectionString } from './connection-string.js';
import { DeskStreams } from './desk-streams.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { failureOf } from './failures.js';
import { identityOf } from './identity.js';
import { NodeHealth } from './node-health.js';
import { OpenCalls } from './open-calls.js';
import { EventStoreDbStartError } from './start-error.js';

export interface EventStoreDbOptions {
  /** Connection string: esdb://, esdb+discover://, eventstoredb://, kurrentdb://. */
  readonly url: string;
  /** Let facts (and no password) travel without TLS to another machine. Default false. */
  readonly allowPlainText?: boolean;
  /** Several logs on one node are told apart by it: small letters and digits. Default: none. */
  readonly namespace?: string;
  readonly onWarning?: (text: string) => void;
  readonly upcasts?: UpcastTable;
}

const checkSafety = (settings: ConnectionSettings, options: EventStoreDbOptions): void => {
  const { tls, loopback, credentials, shown } = settings;
  if (tls && !credentials) {
    throw new EventStoreDbStartError(
      `${shown}: a node with TLS wants a user: write esdb://user:password@..., or ?tls=false for a node without TLS.`,
    );
  }
  if (tls || loopback) return;
  if (!options.allowPlainText) {
    throw new EventStoreDbStartError(
      `${shown}: tls=false would send every fact readable over the network; use TLS, or allow it with ` +
        '--set eventstore.plainText=true.',
    );
  }
  options.onWarning?.(`${shown} is reached without TLS: whoever is on the network can read and change the log.`);
};

/** One line for a person, by what connecting is known to fail with. */
const startErrorOf = (error: unknown, { shown, tls }: ConnectionSettings): Error => {
  if (error instanceof EventStoreDbStartError) return error;
  const { type, code, message } = failureOf(error);
  const said = `${shown}: ${why(message, type ?? failureOf((error as { cause?: unknown }).cause).type, code, tls)}`;
  return new EventStoreDbStartError(said, { cause: error });
};

const why = (message: string, type: string | undefined, code: number | undefined, tls: boolean): string => {
  if (type === 'access-denied' || code === 16 || code === 7 || /denies access|UNAUTHENTICATED/.test(message))
    return 'the node refuses this user or password: check both in the connection string, and that it may read $all.';
  if (/wrong version number|packet length too long|EPROTO/i.test(message))
    return 'the node speaks plain text: add ?tls=false, or give the node a certificate.';
  if (/Failed to load certificate/i.test(message)) return 'the file that tlsCAFile names is not there.';
  if (/altnames|Hostname\/IP/i.test(message))
    return 'the certificate of the node is for another host name: use the name that is in it.';
  if (/certificate|self.signed|unable to (get|verify)/i.test(message))
    return 'the certificate of the node is not trusted: name its authority with &tlsCAFile=/path/ca.crt.';
  if (/ENOTFOUND|EAI_AGAIN|Name resolution/i.test(message)) return 'no such host: check its name.';
  if (/Failed to discover/i.test(message)) return 'none of its hosts answered with a living node: is the cluster up?';
  if (/ECONNREFUSED/.test(message)) return 'nothing listens there: start the node, or check host and port.';
  if (!tls && /ECONNRESET|socket hang up|Connection dropped|Failed to connect/i.test(message))
    return 'the node ends the connection: if it speaks TLS, leave tls=false out and give user:password.';
  return message;
};

/** Opens the log of a node, and names it if it is new. @throws EventStoreDbStartError */
export const openEventStoreDb = async (options: EventStoreDbOptions): Promise<EventStoreDbEventStore> => {
  const settings = parseConnectionString(options.url);
  checkSafety(settings, options);
  const client = await NodeClient.load(settings).catch((error: unknown) => {
    throw startErrorOf(error, settings);
  });
  const parts = {
    client,
    streams: new DeskStreams(options.namespace),
    upcasts: options.upcasts ?? FACT_UPCASTS,
    calls: new OpenCalls(),
    health: new NodeHealth(),
    deadlineMs: settings.deadlineMs,
  };
  try {
    const store = new EventStoreDbEventStore(parts, await identityOf(parts));
    // Reading $all is a right of its own: better refused here than in every reader.
    await store.head();
    return store;
  } catch (error) {
    parts.calls.close();
    await client.dispose();
    throw startErrorOf(error, settings);
  }
};
