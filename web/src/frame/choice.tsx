import type { ReactNode } from 'react';

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

export const INSTRUMENT_OPTIONS: Props['options'] = [
  ['', 'all'],
  ['BTC/USDT', 'BTC/USDT'],
  ['XRP/USDT', 'XRP/USDT'],
  ['XRP/BTC', 'XRP/BTC'],
];
