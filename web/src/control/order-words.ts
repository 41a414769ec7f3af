import type { OverrideView } from '../api/shapes.js';
import { limitName, limitValue } from '../risk/limit-words.js';

/** Terms whose value needs no word of what it is, or another word than its name. */
const WORDS: Readonly<Record<string, string>> = {
  instrumentId: '',
  direction: '',
  foreignOrderId: 'order',
  entry: 'limit',
};

const money = (order: Readonly<Record<string, string>>): string[] => {
  const { amount, quantity, currency = 'USDT', book, from = book, to } = order;
  const much = amount ?? quantity;
  if (much === undefined) return [];
  return [`${much} ${currency}${from ? ` from ${from}` : ''}${to ? ` to ${to}` : ''}`];
};

const MONEY_TERMS = new Set(['amount', 'quantity', 'currency', 'book', 'from', 'to']);

/** What was said beside the kind: "250 USDT from trading". */
export const orderWords = ({ order }: Pick<OverrideView, 'order'>): string => {
  const { limits = {}, ...terms } = order as { limits?: Readonly<Record<string, unknown>> } & Record<string, string>;
  return [
    ...money(terms),
    ...Object.entries(terms)
      .filter(([name]) => !MONEY_TERMS.has(name))
      .map(([name, value]) => `${WORDS[name] ?? name} ${value}`.trim()),
    ...Object.entries(limits).map(([key, value]) => `${limitName(key)} ${limitValue(key, String(value))}`),
  ].join(', ');
};
