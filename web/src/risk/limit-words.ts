/** Keys and values of the policy for people: `maxPriceAgeMs` of 60000 is a max price age of 1 min. */
import { grouped, percent, percentOf } from '../format/figures.js';
import { span } from '../format/time.js';
import { capital, factWords } from '../format/words.js';

export const limitName = (key: string): string => capital(factWords(key.replace(/(Pct|Ms)$/, '')));

/** `none` and other words stay as they are. */
export const limitValue = (key: string, value: string): string => {
  if (!/^\d+(\.\d+)?$/.test(value)) return value;
  if (key.endsWith('Pct')) return percent(percentOf(value, '1'));
  return key.endsWith('Ms') ? span(Number(value)) : grouped(value);
};
