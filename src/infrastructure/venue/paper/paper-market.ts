import type { MarketStep } from '../../../application/ports/market-data.port.js';
import { quoteFromCandle } from '../../../domain/matching/quote-from-candle.js';
import type { PaperSettings } from '../../../domain/matching/paper-settings.js';
import type { Candle } from '../../../domain/market/candle.js';
import { INSTRUMENTS, type InstrumentId } from '../../../domain/market/instrument.js';
import { isPrice, midOf, type Quote } from '../../../domain/market/quote.js';
import type { DecimalString } from '../../../domain/shared/decimal.js';

/** Where to look for a price that no step has shown since the process began; it must give the same after any restart. */
export type MarketLook = (instrumentId: InstrumentId) => Promise<Quote | undefined> | Quote | undefined;

/** What the pretend venue has seen of the market: the candles of the last steps. */
export class PaperMarket {
  private readonly last = new Map<InstrumentId, { readonly candle: Candle; readonly closeTime: number }>();

  constructor(
    private readonly settings: PaperSettings,
    private readonly look: MarketLook | undefined,
  ) {}

  see({ closeTime, candles }: MarketStep): void {
    for (const candle of candles) this.last.set(candle.instrumentId, { candle, closeTime });
  }

  async quote(instrumentId: InstrumentId): Promise<Quote | undefined> {
    const seen = this.last.get(instrumentId);
    if (seen) return quoteFromCandle(seen.candle, seen.closeTime, this.settings.halfSpreadPct);
    const looked = await this.look?.(instrumentId);
    return looked && isPrice(looked) ? looked : undefined;
  }

  /** USDT per unit of the instrument's quote currency: '1' or the BTC/USDT mid; undefined when nobody has seen one. */
  async rate(instrumentId: InstrumentId): Promise<DecimalString | undefined> {
    if (INSTRUMENTS[instrumentId]?.quote !== 'BTC') return '1';
    const quote = await this.quote('BTC/USDT');
    return quote && midOf(quote);
  }
}
