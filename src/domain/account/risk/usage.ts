import { INSTRUMENTS, type InstrumentId } from '../../market/instrument.js';
import { dec, minOf, text, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import type { AccountState, ForeignOrder, PositionState } from '../account.state.js';
import { unrealisedOf, usdtRate, type Mids } from '../equity/valuation.js';

export type Asset = 'BTC' | 'XRP';

/** Net of the open positions, signed, and what working entries could add in each direction; USDT. */
export interface AssetUse {
  readonly open: Dec;
  readonly workingLong: Dec;
  readonly workingShort: Dec;
}

/** What the trading book already uses of its limits, USDT notional: open positions, and working or reserved entries. */
export interface Usage {
  readonly exposure: Dec;
  readonly assets: Readonly<Record<Asset, AssetUse>>;
  /** Of open margin positions (cost / leverage, as the venue holds it) and of entries under way. */
  readonly marginUsed: Dec;
  /**
   * What a new order may lock: USDT of the book - margin of open positions - reservations - unrealised margin loss.
   * Unrealised gains and coins do not count: neither is money before it is sold.
   */
  readonly freeFunds: Dec;
  /** Instruments with a position or an entry under way. */
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

const tradingPositions = (state: AccountState): PositionState[] =>
  Object.values(state.positions).filter((position) => position.book === 'trading');

/** What may still open something. */
interface EntryUnderWay {
  readonly instrumentId: InstrumentId;
  readonly side: 'buy' | 'sell' | undefined;
  readonly notionalUsdt: DecimalString;
  readonly reservedUsdt: DecimalString;
  readonly marginUsdt: DecimalString;
  /** Approved or claimed here; what is neither closes its instrument by a rule of its own. */
  readonly ours: boolean;
}

const foreignEntry = (order: ForeignOrder): EntryUnderWay => {
  const { instrumentId, side, notionalUsdt, leverage, claimed } = order;
  const share = text(dec(notionalUsdt).div(leverage));
  const reservedUsdt = leverage > 1 || side === 'buy' ? share : '0';
  const marginUsdt = leverage > 1 ? share : '0';
  return { instrumentId, side, notionalUsdt, reservedUsdt, marginUsdt, ours: claimed !== undefined };
};

const entriesUnderWay = (state: AccountState): readonly EntryUnderWay[] => [
  ...Object.values(state.reservations)
    .filter(({ kind, book }) => kind === 'entry' && book === 'trading')
    .map((entry): EntryUnderWay => ({ ...entry, side: entry.order?.side, ours: true })),
  ...Object.values(state.foreignOrders).map(foreignEntry),
];

/** Undefined while an open position has no fresh price: then nobody can say what is left. */
export const usageOf = (state: AccountState, mids: Mids): Usage | undefined => {
  const assets = noAssets();
  const instruments = new Set<InstrumentId>();
  let exposure = ZERO;
  let marginUsed = ZERO;
  let reserved = ZERO;
  let marginPnl = ZERO;
  let marginOpen = ZERO;
  for (const position of tradingPositions(state)) {
    const { instrumentId: id } = position;
    const mid = mids[id];
    const rate = usdtRate(INSTRUMENTS[id].quote, mids);
    const gain = unrealisedOf(position, mids);
    if (mid === undefined || rate === undefined || gain === undefined) return undefined;
    const notional = dec(mid).mul(position.quantity).mul(rate);
    instruments.add(id);
    exposure = exposure.add(notional);
    for (const [asset, sign] of assetSigns(id)) {
      const long = (position.side === 'long') === sign > 0;
      assets[asset].open = long ? assets[asset].open.add(notional) : assets[asset].open.sub(notional);
    }
    if (position.leverage <= 1) continue;
    marginOpen = marginOpen.add(dec(position.cost).mul(rate).div(position.leverage));
    marginPnl = marginPnl.add(gain);
  }
  for (const entry of entriesUnderWay(state)) {
    if (entry.ours) instruments.add(entry.instrumentId);
    exposure = exposure.add(entry.notionalUsdt);
    reserved = reserved.add(entry.reservedUsdt);
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
  const cash = dec(state.balances.trading.USDT ?? ZERO);
  const freeFunds = cash.sub(marginOpen).sub(reserved).add(minOf(ZERO, marginPnl));
  return { exposure, assets, marginUsed: marginUsed.add(marginOpen), freeFunds, instruments };
};
