import { APART_MS, heldInBooks, marginHeld } from '../../domain/account/equity/correction-evidence.js';
import type { Mismatch } from '../../domain/account/equity/transfer.events.js';
import { positionKey, type AccountState } from '../../domain/account/account.state.js';
import { INSTRUMENT_IDS, INSTRUMENTS, type Currency, type InstrumentId } from '../../domain/market/instrument.js';
import { dec, text, ZERO, type Dec, type DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { VenueBalance, VenuePosition } from '../ports/venue.port.js';

export interface Correction {
  readonly currency: Currency;
  readonly evidence: readonly [Mismatch, Mismatch];
  /** Of what is open on margin, signed base, instead of the balance. */
  readonly position?: {
    readonly instrumentId: InstrumentId;
    readonly ours: DecimalString;
    readonly venue: DecimalString;
  };
}

const CURRENCIES: readonly Currency[] = ['USDT', 'BTC', 'XRP'];

/** A margin order moves USDT, whatever it is quoted in. */
const currenciesOf = (id: InstrumentId): readonly Currency[] => [INSTRUMENTS[id].base, INSTRUMENTS[id].quote, 'USDT'];

/** Where an order may be moving money. A resting stop does not: that it rests was just seen. */
const unsettled = (state: AccountState): ReadonlySet<Currency> =>
  new Set(
    [...Object.values(state.reservations), ...Object.values(state.foreignOrders)].flatMap(({ instrumentId }) =>
      currenciesOf(instrumentId),
    ),
  );

/** Remembers where the books and the venue differ. After a restart it begins anew: a proof takes a minute more then. */
export class BalanceCheck {
  private readonly seen = new Map<Currency | InstrumentId, Mismatch>();

  /** Nothing differed at the last look. */
  get isSettled(): boolean {
    return this.seen.size === 0;
  }

  /** What two equal looks have proved, to be corrected. */
  look(
    at: UnixMs,
    state: AccountState,
    balances: readonly VenueBalance[],
    positions: readonly VenuePosition[],
  ): readonly Correction[] {
    const moving = unsettled(state);
    const later = settledLater(state, positions);
    return [
      ...CURRENCIES.flatMap((currency): readonly Correction[] => {
        const total = balances.find((balance) => balance.currency === currency)?.total ?? '0';
        const now = { at, ours: heldInBooks(state, currency), venue: text(total) };
        const explained = currency === 'USDT' && (later === undefined || isMade(now, later));
        const evidence = this.compare(currency, now, moving.has(currency) || explained);
        return evidence ? [{ currency, evidence }] : [];
      }),
      ...INSTRUMENT_IDS.flatMap((instrumentId): readonly Correction[] => {
        const now = { at, ours: text(marginHeld(state, instrumentId)), venue: text(signed(positions, instrumentId)) };
        const { ours, venue } = now;
        const evidence = this.compare(instrumentId, now, moving.has(INSTRUMENTS[instrumentId].base));
        return evidence ? [{ currency: 'USDT', evidence, position: { instrumentId, ours, venue } }] : [];
      }),
    ];
  }

  private compare(key: Currency | InstrumentId, now: Mismatch, moving: boolean): Correction['evidence'] | undefined {
    const first = this.seen.get(key);
    if (moving || now.ours === now.venue) {
      this.seen.delete(key);
      return undefined;
    }
    if (first?.ours !== now.ours || first.venue !== now.venue) {
      this.seen.set(key, now);
      return undefined;
    }
    if (now.at - first.at < APART_MS) return undefined;
    this.seen.delete(key);
    return [first, now];
  }
}

/**
 * USDT that the venue has paid out, or kept, more than the books, because it took the fills of what is still open on
 * margin in another order than they were heard of: what each close cost differs, their sum does not. Undefined where a
 * rate that is not known yet decides about it.
 */
const settledLater = (state: AccountState, positions: readonly VenuePosition[]): Dec | undefined => {
  let sum = ZERO;
  for (const { instrumentId, side, cost } of positions) {
    const ours = state.positions[positionKey('trading', instrumentId)];
    if (cost === undefined || ours?.side !== side || ours.leverage === 1) continue;
    const more = dec(cost).sub(ours.cost);
    if (!more.isZero() && INSTRUMENTS[instrumentId].quote !== 'USDT') return undefined;
    sum = side === 'long' ? sum.add(more) : sum.sub(more);
  }
  return sum;
};

const isMade = ({ ours, venue }: Mismatch, later: Dec): boolean => dec(venue).sub(ours).eq(later);

const signed = (positions: readonly VenuePosition[], instrumentId: InstrumentId) => {
  const found = positions.find((position) => position.instrumentId === instrumentId);
  if (!found) return ZERO;
  return found.side === 'long' ? dec(found.quantity) : dec(found.quantity).neg();
};
