import { isPrice, type Quote, type Quotes } from '../market/quote.js';
import type { AccountCommand } from './account.commands.js';

const pricedOnly = (quotes: Quotes): Quotes =>
  Object.fromEntries(Object.entries(quotes).filter(([, quote]) => quote !== undefined && isPrice(quote)));

const withoutQuote = <C extends { readonly quote?: Quote }>({ quote: _gone, ...rest }: C): C => rest as C;

/**
 * A quote with an empty side is no quote: half of a mid marks a false peak, a limit of zero sells for nothing, and a
 * price of zero makes dust of a position. Assessments keep what they were shown: there a rule says what is wrong with it.
 */
export const priced = (command: AccountCommand): AccountCommand => {
  if (command.type === 'AssessIntent' || command.type === 'ReassessIntent') return command;
  if ('quotes' in command && command.quotes) return { ...command, quotes: pricedOnly(command.quotes) };
  if ('quote' in command && command.quote && !isPrice(command.quote)) return withoutQuote(command);
  return command;
};
