import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { openEventStoreDb } from '../../../src/infrastructure/event-store/eventstoredb/open-eventstoredb.js';
import { EventStoreDbStartError } from '../../../src/infrastructure/event-store/eventstoredb/start-error.js';
import { type FakeNode, startFakeNode } from '../../support/eventstoredb/fake-node.js';
import { selfSigned } from '../../support/eventstoredb/self-signed.js';
import { aFact, collect, idsOf } from '../../support/facts.js';
import { temporaryFolder } from '../../support/own-server.js';

const DIST = resolve(__dirname, '../../../dist/infrastructure');
const user = { name: 'desk', password: 's p:ce' };

describe('opening a log in EventStoreDB', () => {
  const folder = temporaryFolder();
  let plain: FakeNode;
  let secure: FakeNode;
  beforeAll(async () => {
    plain = await startFakeNode();
    secure = await startFakeNode({ tls: true, user });
  });
  afterAll(async () => {
    await Promise.all([plain.stop(), secure.stop()]);
    folder.remove();
  });

  /** Runs a module of the built program; what it prints. */
  const run = async (script: string): Promise<string> => {
    const args = ['--input-type=module', '--eval', script];
    return (await promisify(execFile)(process.execPath, args, { timeout: 30_000 })).stdout.trim();
  };
  const refusal = async (url: string, allowPlainText = false): Promise<string> => {
    const error = await openEventStoreDb({ url, allowPlainText }).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(EventStoreDbStartError);
    const { message } = error as Error;
    expect(message).not.toMatch(/\n|s%20p|s p:ce/);
    return message;
  };

  it('works over TLS as the user of the connection string', async () => {
    const store = await openEventStoreDb({ url: secure.url });
    await store.append('order-1', [aFact('a')], 'none');
    expect(idsOf(await collect(store.readAll()))).toEqual(['a']);
    await store.close();
  });

  it('says in one line what is wrong with user, certificate, host and encryption', async () => {
    const strange = `${folder.path}/other.pem`;
    writeFileSync(strange, selfSigned().certificate);
    const { port } = secure;
    expect(await refusal(secure.url.replace('s%20p', 'x'))).toMatch(/refuses this user or password/);
    expect(await refusal(secure.url.replace(/\/\/.*@/, '//'))).toMatch(/wants a user: write esdb:\/\/user:password@/);
    expect(await refusal(secure.url.replace(/&?tlsCAFile=[^&]*/, ''))).toMatch(/not trusted: name its authority/);
    expect(await refusal(secure.url.replace(/tlsCAFile=[^&]*/, `tlsCAFile=${strange}`))).toMatch(/not trusted/);
    expect(await refusal(secure.url.replace(/tlsCAFile=[^&]*/, 'tlsCAFile=/none'))).toMatch(/tlsCAFile.* is not there/);
    expect(await refusal(`esdb://me:pw@127.0.0.1:${plain.port}`)).toMatch(/speaks plain text: add \?tls=false/);
    expect(await refusal(`esdb://127.0.0.1:${port}?tls=false`)).toMatch(/if it speaks TLS, leave tls=false out/);
    expect(await refusal('esdb://127.0.0.1:1?tls=false')).toMatch(/nothing listens there: start the node/);
    expect(await refusal('esdb+discover://127.0.0.1:1?tls=false&maxDiscoverAttempts=1')).toMatch(/is the cluster up/);
  });

  it('gives up on a peer that takes connections and says nothing', async () => {
    const taken: Socket[] = [];
    const silent = createServer((socket) => void taken.push(socket)).listen(0, '127.0.0.1');
    await new Promise((listening) => silent.once('listening', listening));
    const { port } = silent.address() as AddressInfo;
    expect(await refusal(`esdb://127.0.0.1:${port}?tls=false&defaultDeadline=300`)).toMatch(/no answer within 300 ms/);
    silent.close();
    for (const socket of taken) socket.destroy();
  });

  it('sends plain text to another machine only where that is allowed, and warns', async () => {
    const url = `esdb://0.0.0.0:${plain.port}?tls=false`;
    expect(await refusal(url)).toMatch(/use TLS, or allow it with --set eventstore.plainText=true/);
    const warnings: string[] = [];
    const store = await openEventStoreDb({ url, allowPlainText: true, onWarning: (text) => warnings.push(text) });
    await store.close();
    expect(warnings).toEqual([expect.stringContaining('is reached without TLS')]);
  });

  it('finds a cluster by gossip', async () => {
    const store = await openEventStoreDb({ url: `kurrentdb+discover://127.0.0.1:${plain.port}?tls=false` });
    await store.append('order-gossip', [aFact('a')], 'none');
    await store.close();
  });

  it('F-S2 names a new log once, whoever comes first', async () => {
    const stores = await Promise.all(
      Array.from({ length: 8 }, () => openEventStoreDb({ url: plain.url, namespace: 'raced' })),
    );
    expect(new Set(await Promise.all(stores.map((store) => store.storeId()))).size).toBe(1);
    expect(await collect((stores[0] as (typeof stores)[0]).readAll())).toEqual([]);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('lets the process end by itself after close, subscriptions and broken reads included', async () => {
    const printed = await run(`
      import { openEventStoreDb } from '${DIST}/event-store/eventstoredb/open-eventstoredb.js';
      const store = await openEventStoreDb({ url: '${plain.url}', namespace: 'ending' });
      const fact = { type: 'Noted', data: {}, metadata: { eventId: 'a', schema: 1 } };
      await store.append('order-1', [fact, { ...fact, metadata: { eventId: 'b', schema: 1 } }], 'none');
      const facts = store.subscribe()[Symbol.asyncIterator]();
      await facts.next();
      for await (const read of store.readAll()) break;
      await store.close();
      console.log('closed');`);
    expect(printed).toBe('closed');
  });

  it('a start on another store does not load the client', async () => {
    const loaded = (choice: string) =>
      run(`
      import { openStorage } from '${DIST}/bootstrap/open-storage.js';
      import { createRequire } from 'node:module';
      const storage = await openStorage(${choice}).catch((error) => ({ close: () => undefined }));
      await storage.close();
      const { cache } = createRequire(import.meta.url);
      console.log(Object.keys(cache).some((file) => file.includes('db-client')));`);
    expect(await loaded(`{ kind: 'memory' }`)).toBe('false');
    expect(await loaded(`{ kind: 'url', url: 'postgres://nobody@127.0.0.1:1/none' }`)).toBe('false');
    const none = `{ kind: 'eventstoredb', url: 'esdb://127.0.0.1:1?tls=false', database: { kind: 'url', url: '' } }`;
    expect(await loaded(none)).toBe('true');
  });
});
