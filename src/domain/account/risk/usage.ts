import { INSTRUMENTS, type InstrumentId } from '../../market/instrument.js';
import { text, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import type { AccountState, Dust, ForeignOrder, PositionState } from '../account.state.js';
import { freeFunds, heldByMargin, holdingsOf, isOpen, lockedByForeign } from '../equity/free-money.js';
import { usdtRate, type Mids } from '../equity/valuation.js';

export type Asset = 'BTC' | 'XRP';

/** Net of the open positions, signed, and what working entries could add in each direction; USDT. */
export interface AssetUse {
  readonly open: Dec;
  readonly workingLong: Dec;
  readonly workingShort: Dec;
}

/**
 * What the trading book already uses of its limits, USDT notional: open positions, the dust of ended ones, and working or
 * reserved entries.
 */
export interface Usage {
  readonly exposure: Dec;
  readonly assets: Readonly<Record<Asset, AssetUse>>;
  /** Of what is held on margin (cost / leverage, as the venue holds it) and of entries under way. */
  readonly marginUsed: Dec;
  /** What a new order may lock. */
  readonly freeFunds: Dec;
  /** Instruments with a position or an entry under way; dust keeps nobody from its instrument. */
  readonly instruments: ReadonlySet<InstrumentId>;
}

/** How an instrument's notional moves its assets: long XRP/BTC is +XRP and -BTC. Long of it; a short is mirrored. */
export const assetSigns = (id: InstrumentId): readonly (readonly [Asset, 1 | -1])[] => {
  const { base, quote } = INSTRUMENTS[id];
  const signs: (readonly [Asset, 1 | -1])[] = [];
  if (base !== 'USDT') signs.push([base, 1]);
  if (quote !== 'USDT') signs.push([quote, -1]);
  return signs;
};

type MutableAssets = Record<Asset, { open: Dec; workingLong: Dec; workingShort: Dec }>;
const noAssets = (): MutableAssets => ({
  BTC: { open: ZERO, workingLong: ZERO, workingShort: ZERO },
  XRP: { open: ZERO, workingLong: ZERO, workingShort: ZERO },
});

/** What may still open something. */
interface EntryUnderWay {
  readonly instrumentId: InstrumentId;
  readonly side: 'buy' | 'sell' | undefined;
  readonly notionalUsdt: DecimalString;
  readonly marginUsdt: DecimalString;
  /** Approved or claimed here; what is neither closes its instrument by a rule of its own. */
  readonly ours: boolean;
}

const foreignEntry = (order: ForeignOrder): EntryUnderWay => {
  const { instrumentId, side, notionalUsdt, leverage, claimed } = order;
  const marginUsdt = leverage > 1 ? text(lockedByForeign(order)) : '0';
  return { instrumentId, side, notionalUsdt, marginUsdt, ours: claimed !== undefined };
};

const entriesUnderWay = (state: AccountState): readonly EntryUnderWay[] => [
  ...Object.values(state.reservations)
    .filter(({ kind, book }) => kind === 'entry' && book === 'trading')
    .map((entry): EntryUnderWay => ({ ...entry, side: entry.order?.side, ours: true })),
  ...Object.values(state.foreignOrders).map(foreignEntry),
];

/** At the mid, USDT; undefined without a price. */
const notionalOf = ({ instrumentId: id, quantity }: PositionState | Dust, mids: Mids): Dec | undefined => {
  const rate = usdtRate(INSTRUMENTS[id].quote, mids);
  const mid = mids[id];
  return mid === undefined ? undefined : rate?.mul(mid).mul(quantity);
};

/** Undefined while an open position has no fresh price: then nobody can say what is left. */
export const usageOf = (state: AccountState, mids: Mids): Usage | undefined => {
  const held = heldByMargin(state, 'trading', mids);
  const free = freeFunds(state, 'trading', mids);
  if (held === undefined || free === undefined) return undefined;
  const assets = noAssets();
  const instruments = new Set<InstrumentId>();
  let exposure = ZERO;
  let marginUsed = held.margin;
  for (const holding of holdingsOf(state, 'trading')) {
    const { instrumentId, side } = holding;
    const notional = notionalOf(holding, mids);
    if (isOpen(holding)) instruments.add(instrumentId);
    if (notional === undefined && isOpen(holding)) return undefined;
    if (notional === undefined) continue;
    exposure = exposure.add(notional);
    for (const [asset, sign] of assetSigns(instrumentId)) {
      const long = (side === 'long') === sign > 0;
      assets[asset].open = long ? assets[asset].open.add(notional) : assets[asset].open.sub(notional);
    }
  }
  for (const entry of entriesUnderWay(state)) {
    if (entry.ours) instruments.add(entry.instrumentId);
    exposure = exposure.add(entry.notionalUsdt);
    marginUsed = marginUsed.add(entry.marginUsdt);
    for (const [asset, sign] of assetSigns(entry.instrumentId)) {
      // Without its order the direction is unknown: then it counts on both sides.
      const { side } = entry;
      const use = assets[asset];
      if (side === undefined || (side === 'buy') === sign > 0)
        use.workingLong = use.workingLong.add(entry.notionalUsdt);
      if (side === undefined || (side === 'buy') !== sign > 0)
        use.workingShort = use.workingShort.add(entry.notionalUsdt);
    }
  }
  return { exposure, assets, marginUsed, freeFunds: free, instruments };
};
