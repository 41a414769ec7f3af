/**
 * `node dist/infrastructure/postgres/test-server.js FOLDER`: one PostgreSQL for a test run. Prints `{"url": ...}`, and
 * stops and deletes the folder when stdin closes, so that even a killed Jest leaves nothing behind. Without fsync: what
 * is proved about power cuts is proved elsewhere.
 */
import { rmSync } from 'node:fs';
import { startEmbedded } from './embedded-server.js';
import { dropTestConnections } from './test-connections.js';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: test-server.js FOLDER');

// Ctrl-C goes to the whole group: Jest ends first and closes our stdin, and only then is it our turn.
process.on('SIGINT', () => undefined);
const finished = new Promise((resolve) => process.stdin.once('close', resolve).once('end', resolve).resume());
process.once('SIGTERM', () => process.stdin.destroy());

const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '300' };
const server = await startEmbedded({ dataDir: folder, settings });
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
await finished;
await dropTestConnections(server.url);
await server.stop();
rmSync(folder, { recursive: true, force: true });
