import { BEGINNING } from '../../application/messaging/engine.js';
import type { MarketData } from '../../application/ports/market-data.port.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { Storage } from './open-storage.js';

const NAME = 'pretend-market';

/** The log was traded on another market than the one that the settings name now. */
export class OtherMarket extends Error {
  override readonly name = 'OtherMarket';
}

/**
 * A log belongs to the market that it was begun on: on another one every price would jump at the restart, and open
 * positions would be closed at prices that never followed from theirs.
 * @throws OtherMarket with one line for a person
 */
export const keepToOneMarket = async (
  { store, checkpoints }: Pick<Storage, 'store' | 'checkpoints'>,
  { data, tradingFrom }: { readonly data: MarketData; readonly tradingFrom: UnixMs },
): Promise<void> => {
  const storeId = await store.storeId();
  const wanted = `${data.label}, traded from ${new Date(tradingFrom).toISOString()}`;
  const begun = (await checkpoints.load(NAME))?.memory;
  if (typeof begun === 'string' && begun !== wanted) {
    throw new OtherMarket(
      `the log was begun on another market (${begun}) than the settings name (${wanted}): ` +
        'set seed, start and historyDays as they were, or choose another data folder with --data.',
    );
  }
  await checkpoints.save(NAME, { storeId, position: BEGINNING, memory: wanted });
};
