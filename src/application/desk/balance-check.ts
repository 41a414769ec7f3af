import type { AccountState } from '../../domain/account/account.state.js';
import { INSTRUMENTS, type Currency, type InstrumentId } from '../../domain/market/instrument.js';
import { dec, text, ZERO, type DecimalString } from '../../domain/shared/decimal.js';
import { MINUTE, type UnixMs } from '../../domain/shared/time.js';
import type { VenueBalance } from '../ports/venue.port.js';

/** What both sides said at one instant. */
export interface Mismatch {
  readonly at: UnixMs;
  readonly ours: DecimalString;
  readonly venue: DecimalString;
}

export interface Correction {
  readonly currency: Currency;
  readonly evidence: readonly [Mismatch, Mismatch];
}

/** Two equal mismatches this far apart are no order that is just being filled. */
const PROOF_MS = MINUTE;
const CURRENCIES: readonly Currency[] = ['USDT', 'BTC', 'XRP'];

/** A margin order moves USDT, whatever it is quoted in. */
const currenciesOf = (id: InstrumentId): readonly Currency[] => [INSTRUMENTS[id].base, INSTRUMENTS[id].quote, 'USDT'];

const withWorkingOrders = (state: AccountState): ReadonlySet<Currency> =>
  new Set([
    ...Object.values(state.reservations).flatMap(({ instrumentId }) => currenciesOf(instrumentId)),
    ...Object.values(state.foreignOrders).flatMap(({ instrumentId }) => currenciesOf(instrumentId)),
    ...Object.values(state.positions).flatMap(({ stopOrderId, instrumentId }) =>
      stopOrderId === undefined ? [] : currenciesOf(instrumentId),
    ),
  ]);

const inTheBooks = ({ balances }: AccountState, currency: Currency): DecimalString =>
  text(Object.values(balances).reduce((sum, book) => sum.add(book[currency] ?? ZERO), ZERO));

/** Remembers where the books and the venue differ. After a restart it begins anew: a proof takes a minute more then. */
export class BalanceCheck {
  private readonly seen = new Map<Currency, Mismatch>();

  /** What two equal looks have proved, to be corrected. */
  look(at: UnixMs, state: AccountState, balances: readonly VenueBalance[]): readonly Correction[] {
    const busy = withWorkingOrders(state);
    const proved: Correction[] = [];
    for (const currency of CURRENCIES) {
      const total = balances.find((balance) => balance.currency === currency)?.total ?? '0';
      const now = { at, ours: inTheBooks(state, currency), venue: text(dec(total)) };
      const evidence = busy.has(currency) ? this.forget(currency) : this.compare(currency, now);
      if (evidence) proved.push({ currency, evidence });
    }
    return proved;
  }

  private forget(currency: Currency): undefined {
    this.seen.delete(currency);
  }

  private compare(currency: Currency, now: Mismatch): Correction['evidence'] | undefined {
    if (now.ours === now.venue) return this.forget(currency);
    const first = this.seen.get(currency);
    if (first?.ours !== now.ours || first.venue !== now.venue) {
      this.seen.set(currency, now);
      return undefined;
    }
    if (now.at - first.at < PROOF_MS) return undefined;
    this.seen.delete(currency);
    return [first, now];
  }
}
