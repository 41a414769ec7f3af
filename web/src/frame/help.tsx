import type { ReactNode } from 'react';
import { Dialog } from './dialog.js';
import { PAGES } from './pages.js';

export function Help({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title="Keyboard help" onClose={onClose}>
      <h2>Keyboard</h2>
      <dl className="keys">
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>search</dd>
        {PAGES.map(({ path, name, letter, about }) => (
          <div key={path} className="pair">
            <dt>
              <kbd>g</kbd> <kbd>{letter}</kbd>
            </dt>
            <dd>
              {name}: {about}
            </dd>
          </div>
        ))}
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>this help; Escape closes it</dd>
      </dl>
      <p className="note">
        Times are in your zone; hover over one to read UTC. Ages and cooldowns count in market time. Charts: TradingView
        Lightweight Charts™ (<a href="https://www.tradingview.com/">tradingview.com</a>) and uPlot.
      </p>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </Dialog>
  );
}
