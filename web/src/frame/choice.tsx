import type { ReactNode } from 'react';
import { words } from '../format/words.js';

interface Props {
  readonly label: string;
  readonly chosen: string | undefined;
  /** Value and what it is called; '' stands for no filter. */
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChoose: (value: string | undefined) => void;
}

/** One filter of a list; it stands in the address. */
export function Choice({ label, chosen, options, onChoose }: Props): ReactNode {
  return (
    <label className="choice">
      {label}
      <select value={chosen ?? ''} onChange={(event) => onChoose(event.target.value || undefined)}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** No filter, or one of the values by its words. */
export const allOrOneOf = (values: readonly string[]): Props['options'] => [
  ['', 'all'],
  ...values.map((value) => [value, words(value)] as const),
];

export const INSTRUMENT_OPTIONS: Props['options'] = [
  ['', 'all'],
  ['BTC/USDT', 'BTC/USDT'],
  ['XRP/USDT', 'XRP/USDT'],
  ['XRP/BTC', 'XRP/BTC'],
];
