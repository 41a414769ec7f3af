import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { DecisionView, FillView, OrderView, Page } from '../api/shapes.js';
import { dayMinute } from '../format/time.js';
import { codeWords, words } from '../format/words.js';
import { useResource } from '../live/use-resource.js';
import { cycleAddress, fillAddress, orderAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { navigate } from '../routing/router.js';
import { Dialog } from './dialog.js';
import { PAGES } from './pages.js';

interface Hit {
  readonly to: string;
  readonly kind: string;
  readonly text: string;
  /** What a search may match beside the text: ids. */
  readonly also: string;
}

const MOST_HITS = 12;
const INSTRUMENTS = ['BTC/USDT', 'XRP/USDT', 'XRP/BTC'];

const FIXED: readonly Hit[] = [
  ...PAGES.map(({ path, name, about }) => ({ to: path, kind: 'page', text: `${name}: ${about}`, also: '' })),
  ...INSTRUMENTS.map((id) => ({ to: `/desk?instrument=${id}`, kind: 'chart', text: id, also: id.replace('/', '') })),
];

const useHits = (): readonly Hit[] => {
  const decisions = useResource<Page<DecisionView>>('/decisions?limit=200', undefined).data?.items ?? [];
  const orders = useResource<Page<OrderView>>('/orders?limit=200', undefined).data?.items ?? [];
  const fills = useResource<Page<FillView>>('/fills?limit=200', undefined).data?.items ?? [];
  return [
    ...FIXED,
    ...decisions.map((row) => ({
      to: cycleAddress(row.cycleId, row.instrumentId),
      kind: 'decision',
      text: `${dayMinute(row.at)} ${row.instrumentId} ${codeWords(row.proposal)} ${row.verdict?.outcome ?? ''}`,
      also: `${row.cycleId} ${row.intentId ?? ''} ${row.positionId ?? ''}`,
    })),
    ...orders.map((row) => ({
      to: orderAddress(row.clientOrderId),
      kind: 'order',
      text: `${dayMinute(row.createdAt)} ${row.instrumentId} ${row.side} ${words(row.type)} ${row.status}`,
      also: `${row.clientOrderId} ${row.venueOrderId ?? ''} ${row.intentId}`,
    })),
    ...fills.map((row) => ({
      to: fillAddress(row.tradeId),
      kind: 'fill',
      text: `${dayMinute(row.at)} ${row.instrumentId} ${row.side} at ${row.price}`,
      also: `${row.tradeId} ${row.clientOrderId}`,
    })),
  ];
};

const matches = (hit: Hit, query: string): boolean => {
  const text = `${hit.kind} ${hit.text} ${hit.also}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** Pages, instruments, and the newest decisions, orders and fills by any of their words or ids. */
export function Search({ onClose }: { onClose: () => void }): ReactNode {
  const [query, setQuery] = useState('');
  const hits = useHits()
    .filter((hit) => matches(hit, query.trim()))
    .slice(0, MOST_HITS);
  const go = (event: KeyboardEvent): void => {
    const first = hits[0];
    if (event.key !== 'Enter' || !first) return;
    navigate(first.to);
    onClose();
  };
  return (
    <Dialog title="Search" onClose={onClose}>
      <label>
        Search
        <input
          // Not type="search": there Escape would empty the field instead of closing the dialog.
          role="searchbox"
          autoFocus
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={go}
          placeholder="page, instrument, order, fill or id"
        />
      </label>
      <ul className="hits">
        {hits.map((hit) => (
          <li key={`${hit.kind}${hit.to}${hit.also}`}>
            <Link to={hit.to} onClick={onClose}>
              <span className="kind">{hit.kind}</span> {hit.text}
            </Link>
          </li>
        ))}
      </ul>
      <p className="note" role="status">
        {hits.length === 0 ? 'Nothing matches. Try a word less, or an id.' : 'Enter opens the first one.'}
      </p>
    </Dialog>
  );
}
