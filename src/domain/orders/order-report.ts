import type { Currency } from '../market/instrument.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';

interface ReportBase {
  readonly clientOrderId: string;
  /** The venue's own time, unix ms. */
  readonly venueAt: UnixMs;
}

/** One execution. A repeat has the same trade id; commission in `commissionCurrency` (the quote currency). */
export interface FillReport extends ReportBase {
  readonly kind: 'filled';
  readonly tradeId: string;
  readonly lastQty: DecimalString;
  readonly lastPx: DecimalString;
  readonly liquiditySide: 'maker' | 'taker';
  readonly commission: DecimalString;
  readonly commissionCurrency: Currency;
  /** USDT per unit of the quote currency at the fill; '1' where that is USDT. */
  readonly rate: DecimalString;
}

/** What a venue claims about an order, in our words. A claim becomes a fact only through the order's decider. */
export type OrderReport =
  | FillReport
  | (ReportBase & { readonly kind: 'accepted'; readonly venueOrderId: string })
  | (ReportBase & { readonly kind: 'rejected'; readonly reason: string })
  | (ReportBase & { readonly kind: 'triggered' })
  | (ReportBase & { readonly kind: 'canceled'; readonly reason: string })
  | (ReportBase & { readonly kind: 'expired' })
  | (ReportBase & { readonly kind: 'cancel-rejected'; readonly reason: string })
  | (ReportBase & {
      readonly kind: 'updated';
      readonly quantity: DecimalString;
      readonly price?: DecimalString;
      readonly triggerPrice?: DecimalString;
    })
  | (ReportBase & { readonly kind: 'update-rejected'; readonly reason: string });
