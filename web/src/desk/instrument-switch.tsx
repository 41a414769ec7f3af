import type { ReactNode } from 'react';
import type { MarketView } from '../api/shapes.js';
import { price } from '../format/figures.js';
import { clock } from '../format/time.js';
import { arrow, words } from '../format/words.js';
import { useMarkets } from '../live/use-live.js';

const INSTRUMENTS = ['BTC/USDT', 'XRP/USDT', 'XRP/BTC'] as const;

interface Props {
  readonly chosen: string;
  readonly onChoose: (instrumentId: string) => void;
}

function Regime({ market }: { market: MarketView | undefined }): ReactNode {
  if (!market) return <span className="quiet">no price yet</span>;
  if (market.stale) {
    return <span className="warn">{market.at === undefined ? 'no price yet' : `old, since ${clock(market.at)}`}</span>;
  }
  return (
    <span className="quiet">
      <span aria-hidden="true">{arrow(market.regime)}</span> {words(market.regime)}
    </span>
  );
}

/** Last price and regime of each instrument; a click puts it into the chart. */
export function InstrumentSwitch({ chosen, onChoose }: Props): ReactNode {
  const markets = useMarkets();
  return (
    <div className="instruments" role="group" aria-label="Instrument of the chart">
      {INSTRUMENTS.map((id) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          <span className="name">{id}</span>
          <span className={`figure last ${markets[id]?.stale ? 'old' : ''}`}>{price(markets[id]?.last, id)}</span>
          <Regime market={markets[id]} />
        </button>
      ))}
    </div>
  );
}
