import type { AccountFact, BalanceCorrected, HodlOrdered } from '../../domain/account/account.events.js';

const signed = (amount: string): string => `${amount.startsWith('-') ? '' : '+'}${amount}`;

const correctionSentence = ({ data }: BalanceCorrected): string => {
  const { currency, instrumentId, amount, ours, venue, phantoms } = data;
  const what = instrumentId === undefined ? `${signed(amount)} ${currency}` : `the margin position in ${instrumentId}`;
  const gone = phantoms.map(({ quantity, instrumentId: id }) => `${quantity} ${id} were not there`);
  return [`books corrected by ${what}: they held ${ours}, the venue ${venue}`, ...gone].join('; ');
};

const purchaseSentence = ({ data }: HodlOrdered): string =>
  `${data.quantity} ${data.currency} to be bought and kept, at ${data.limit} at most`;

/** Money that comes, goes, changes its book or is put right; undefined for any other fact. */
export const movedMoneySentence = (fact: AccountFact): string | undefined => {
  switch (fact.type) {
    case 'FundsDeposited': {
      const { amount, currency, reason } = fact.data;
      return `${amount} ${currency} deposited${reason === undefined ? '' : `: ${reason}`}`;
    }
    case 'FundsTransferred': {
      const { amount, currency, from, to, reason } = fact.data;
      return `${amount} ${currency} moved from the ${from} to the ${to} book: ${reason}`;
    }
    case 'FundsWithdrawn':
      return `${fact.data.amount} ${fact.data.currency} withdrawn from the ${fact.data.book} book: ${fact.data.reason}`;
    case 'BalanceCorrected':
      return correctionSentence(fact);
    case 'ProfitSetAside': {
      const { amountUsdt, profit, formerHigh, shares } = fact.data;
      const meant = `${shares.BTC} for BTC, ${shares.XRP} for XRP, ${shares.USDT} to stay`;
      return `${amountUsdt} USDT set aside (${meant}): net result ${profit} USDT, set aside from ${formerHigh} before`;
    }
    case 'HodlOrdered':
      return purchaseSentence(fact);
    case 'HodlBought':
      return `${fact.data.quantity} ${fact.data.currency} bought and kept, for ${fact.data.costUsdt} USDT`;
    case 'HodlWithdrawn':
      return `${fact.data.quantity} ${fact.data.currency} withdrawn from what is kept: ${fact.data.reason}`;
    default:
      return undefined;
  }
};
