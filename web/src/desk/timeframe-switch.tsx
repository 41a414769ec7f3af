import type { ReactNode } from 'react';

/** Timeframes of the chart, in minutes. */
export const TIMEFRAMES: Readonly<Record<string, number>> = {
  '1m': 1,
  '5m': 5,
  '15m': 15,
  '1h': 60,
  '4h': 240,
  '1d': 1_440,
};

interface Props {
  readonly chosen: string;
  readonly onChoose: (timeframe: string) => void;
}

export function TimeframeSwitch({ chosen, onChoose }: Props): ReactNode {
  return (
    <div className="switch" role="group" aria-label="Candles of">
      {Object.keys(TIMEFRAMES).map((name) => (
        <button key={name} type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {name}
        </button>
      ))}
    </div>
  );
}
