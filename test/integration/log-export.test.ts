import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportLog } from '../../src/infrastructure/bootstrap/export-log.js';
import { openStorage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { temporaryFolder } from '../support/own-server.js';

const metadata = {
  eventId: 'e',
  commandId: 'c',
  correlationId: 'c',
  causationId: 'c',
  actor: 'test',
  at: 1,
  schema: 1,
};
const never = new AbortController().signal;

test('a log is exported beside the running desk, and again when it has stopped', async () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  const file = join(folder.path, 'facts.ndjson');
  try {
    await expect(exportLog({ dataDir }, file, never)).rejects.toThrow('holds no log: start the desk once');
    const storage = await openStorage({ kind: 'embedded', dataDir });
    const data = { words: 'Preis 5 €\n', big: '9007199254740993' };
    await storage.store.append('account-main', [{ type: 'Told', data, metadata }], 'none');
    expect(await exportLog({ dataDir }, file, never)).toBe(1);
    const line = { position: '0000000000000001', stream: 'account-main', version: 0, type: 'Told', data, metadata };
    expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(line)}\n`);
    await storage.close();
    expect(await exportLog({ dataDir }, file, never)).toBe(1);
  } finally {
    folder.remove();
  }
}, 60_000);
