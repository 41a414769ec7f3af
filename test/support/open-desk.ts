/** The desk that the browser tests look at: the program itself, on a store that ends with it. */
import { startDesk, type StartedDesk } from './started-desk.js';

/** Three days of this market leave closed positions of both kinds, open ones, working orders and denials. */
const MARKET = ['--store', 'memory', '--seed', '6'] as const;

export const openDesk = (historyDays: number): Promise<StartedDesk> =>
  startDesk(...MARKET, '--set', `market.historyDays=${historyDays}`);
