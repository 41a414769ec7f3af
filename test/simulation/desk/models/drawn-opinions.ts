import { NewsFeed, type NewsItem } from '../../../../src/application/ports/news-feed.port.js';
import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import { HOUR, MINUTE, type UnixMs } from '../../../../src/domain/shared/time.js';
import { Chance } from '../plan/chance.js';
import type { World } from '../run/world.js';

/** News of the whole market, or none, or a feed that cannot be read. */
export class DrawnNews extends NewsFeed {
  constructor(private readonly world: World) {
    super();
  }

  read(_since: UnixMs, until: UnixMs): Promise<readonly NewsItem[]> {
    const hour = Math.floor(until / HOUR) * HOUR;
    if (this.world.agentFails('news', hour)) return Promise.reject(new Error('pretended: the feed cannot be read'));
    const chance = new Chance('news', this.world.plan.seed, hour);
    if (chance.happens(0.1)) return Promise.resolve([]);
    const title = `Crypto markets ${chance.pick(['rise', 'fall', 'wait'])}`;
    return Promise.resolve([
      { id: `news ${hour}`, source: 'pretended', publishedAt: hour - MINUTE, title, text: 'Bitcoin and XRP.' },
    ]);
  }
}

type Entry = Readonly<Record<string, unknown>>;

const CONFUSIONS: readonly ((said: readonly Entry[]) => readonly unknown[])[] = [
  () => [],
  () => ['bullish'],
  (said) => [...said, ...said],
  (said) => said.slice(1),
  (said) => said.map((each) => ({ ...each, instrumentId: 'DOGE/USDT' })),
  (said) => said.map((each) => ({ ...each, direction: 'up' })),
  (said) => said.map((each) => ({ ...each, confidence: 'NaN' })),
  (said) => said.map((each) => ({ ...each, confidence: '2' })),
  (said) => said.map((each) => ({ ...each, reasons: 'because' })),
];

/** What the reader of the news thinks of each instrument. */
export const drawnOpinions = (
  temper: 'honest' | 'contrary' | 'idle' | 'confused',
  chance: Chance,
): readonly unknown[] => {
  const said = INSTRUMENT_IDS.map((instrumentId): Entry => {
    const direction =
      temper === 'idle' ? 'flat' : chance.pick(temper === 'contrary' ? ['short'] : ['long', 'long', 'short', 'flat']);
    return { instrumentId, direction, confidence: chance.pick(['0.55', '0.7', '0.8', '0.95']), reasons: ['as drawn'] };
  });
  return temper === 'confused' ? chance.pick(CONFUSIONS)(said) : said;
};
