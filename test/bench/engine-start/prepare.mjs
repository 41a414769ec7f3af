import { createRequire } from 'node:module';
import { engineLogOptions } from './settings.mjs';
import { bigLog, writeBigLog } from '../../support/big-log.mjs';
import { foldDeadlines } from '../../../dist/application/scheduling/deadlines.js';
import { openStorage } from '../../../dist/infrastructure/bootstrap/open-storage.js';
import { positionOf } from '../../../dist/infrastructure/event-store/codec/position.js';
import { PROJECTIONS } from '../../../dist/projections/registry.js';

createRequire(import.meta.url)('reflect-metadata');

const ACCOUNT = 'account-main';

/** Only these open or end a deadline; the others need not be parsed. */
const concernsDeadlines = ({ type }) => /^(Order|Protection|Exit|StopRecalled)/.test(type);

/** What an engine that had read the whole log would have saved. */
const engineMemory = (facts) => {
  let open = {};
  let at = 0;
  let position = 0;
  let account = 0;
  for (const fact of facts) {
    const metadata = JSON.parse(fact.metadata);
    at = Math.max(at, metadata.at);
    position = fact.position;
    if (fact.stream === ACCOUNT) account += 1;
    if (concernsDeadlines(fact)) open = foldDeadlines(open, { ...fact, metadata, data: JSON.parse(fact.data) });
  }
  return { memory: { open, at }, position, account };
};

/**
 * A data folder as a desk leaves it that has written `count` facts: the log, the engine's place in it, read models at
 * the head (without their rows: what a start does not read). `{ head, account }`: facts in all, and of the account.
 */
export const prepareFolder = async (dataDir, base, count) => {
  const storage = await openStorage({ kind: 'embedded', dataDir });
  try {
    const options = engineLogOptions(count);
    const head = await writeBigLog(storage.url, base, options);
    const storeId = await storage.store.storeId();
    const { memory, position, account } = engineMemory(bigLog(base, options));
    await storage.checkpoints.save('engine-main', { storeId, position: positionOf(position), memory });
    for (const projection of PROJECTIONS) {
      const writer = await storage.readStore.claim(projection, storeId);
      await writer.commit([], { storeId, position: positionOf(position) });
      await writer.publish();
    }
    return { head, account };
  } finally {
    await storage.close();
  }
};
