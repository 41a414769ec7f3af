import type { AccountState } from '../../../domain/account/account.state.js';
import type { InstrumentSnapshot } from '../../../domain/decisions/decision.events.js';
import { freezeSnapshot } from '../../../domain/decisions/snapshot.js';
import { dec, text } from '../../../domain/shared/decimal.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { MarketState } from '../../market/market-state.js';
import { featuresForModels } from '../features-for-models.js';
import type { SignalBoard } from '../signal-board.js';

/** What a decision may see of the desk at this instant. */
export const freezeDesk = (
  at: UnixMs,
  { market, board }: { readonly market: MarketState; readonly board: SignalBoard },
  { positions }: AccountState,
): readonly InstrumentSnapshot[] => {
  const open = Object.values(positions).filter(({ book }) => book === 'trading');
  return freezeSnapshot({
    takenAt: at,
    instrumentIds: market.instruments,
    quotes: market.quotes(false),
    runs: board.runs(),
    candles: Object.fromEntries(market.instruments.map((id) => [id, market.digests(id)])),
    positions: Object.fromEntries(
      open.map(({ instrumentId, side, quantity, cost }) => [
        instrumentId,
        { side, quantity, entry: text(dec(cost).div(quantity).toDecimalPlaces(12)) },
      ]),
    ),
  });
};

/** With the numbers that only models look at. */
export const withFeatures = (
  instruments: readonly InstrumentSnapshot[],
  market: MarketState,
): readonly InstrumentSnapshot[] =>
  instruments.map((each) => {
    const reading = market.reading(each.instrumentId);
    return reading ? { ...each, features: featuresForModels(reading) } : each;
  });
