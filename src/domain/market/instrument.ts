import type { DecimalString } from '../shared/decimal.js';

export const INSTRUMENT_IDS = ['BTC/USDT', 'XRP/USDT', 'XRP/BTC'] as const;
/** The only symbols that exist; any other is refused by name. */
export type InstrumentId = (typeof INSTRUMENT_IDS)[number];
export type Currency = 'BTC' | 'XRP' | 'USDT';

export interface Instrument {
  readonly id: InstrumentId;
  readonly base: Currency;
  readonly quote: Currency;
  /** Price step. */
  readonly tick: DecimalString;
  /** Quantity step. */
  readonly lot: DecimalString;
  /** Least quantity of an order, in base. */
  readonly minQuantity: DecimalString;
  /** Least cost of an order in quote; '0' where the venue has none. */
  readonly minCost: DecimalString;
  /** Largest stop distance, fraction of the entry. */
  readonly maxStop: DecimalString;
  /** The venue's own list of leverages above 1. */
  readonly maxLeverage: number;
}

/** Fallback metadata; what the venue itself says wins. */
export const INSTRUMENTS: Readonly<Record<InstrumentId, Instrument>> = {
  'BTC/USDT': {
    id: 'BTC/USDT',
    base: 'BTC',
    quote: 'USDT',
    tick: '0.1',
    lot: '0.00000001',
    minQuantity: '0.00005',
    minCost: '0.5',
    maxStop: '0.03',
    maxLeverage: 5,
  },
  'XRP/USDT': {
    id: 'XRP/USDT',
    base: 'XRP',
    quote: 'USDT',
    tick: '0.00001',
    lot: '0.00000001',
    minQuantity: '10',
    minCost: '0',
    maxStop: '0.05',
    maxLeverage: 5,
  },
  'XRP/BTC': {
    id: 'XRP/BTC',
    base: 'XRP',
    quote: 'BTC',
    tick: '0.00000001',
    lot: '0.00000001',
    minQuantity: '10',
    minCost: '0',
    maxStop: '0.05',
    maxLeverage: 5,
  },
};

export const isInstrumentId = (value: unknown): value is InstrumentId => INSTRUMENT_IDS.some((id) => id === value);
