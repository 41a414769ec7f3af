import type { FundsDeposited, FundsWithdrawn, HodlWithdrawn } from '../../domain/account/account.events.js';
import type { Currency } from '../../domain/market/instrument.js';
import { dec, text, type DecimalString } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';

export interface OwnersMoney {
  readonly transferId: string;
  readonly currency: Currency;
  /** Units; below zero for what left. */
  readonly amount: DecimalString;
}

const less = (amount: DecimalString): DecimalString => text(dec(amount).neg());

/** Money that crossed the border of the account by an operator's word; the opening deposit has its own way. */
export const ownersMoney = (fact: RecordedFact): OwnersMoney | undefined => {
  switch (fact.type) {
    case 'FundsDeposited': {
      const { depositId: transferId, currency, amount, requestId } = (fact as RecordedFact<FundsDeposited>).data;
      return requestId === undefined ? undefined : { transferId, currency, amount };
    }
    case 'FundsWithdrawn': {
      const { withdrawalId: transferId, currency, amount } = (fact as RecordedFact<FundsWithdrawn>).data;
      return { transferId, currency, amount: less(amount) };
    }
    case 'HodlWithdrawn': {
      const { withdrawalId: transferId, currency, quantity } = (fact as RecordedFact<HodlWithdrawn>).data;
      return { transferId, currency, amount: less(quantity) };
    }
    default:
      return undefined;
  }
};
