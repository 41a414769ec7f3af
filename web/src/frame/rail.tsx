import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from '../routing/link.js';
import { usePath } from '../routing/router.js';
import { IN_BOTTOM_BAR, pageOf, PAGES, type PageEntry } from './pages.js';

function Entry({ page, current }: { page: PageEntry; current: boolean }): ReactNode {
  return (
    <li className={IN_BOTTOM_BAR.includes(page.path) ? 'first' : 'later'}>
      <Link to={page.path} aria-current={current ? 'page' : undefined} title={`${page.about} (g ${page.letter})`}>
        {page.name}
      </Link>
    </li>
  );
}

/** The pages: a column at the left, a bar at the bottom of a narrow screen. */
export function Rail({ onHelp, onSearch }: { onHelp: () => void; onSearch: () => void }): ReactNode {
  const path = usePath();
  const current = pageOf(path)?.path;
  const more = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (more.current) more.current.open = false;
  }, [path]);
  const entries = (some: readonly PageEntry[]): ReactNode =>
    some.map((page) => <Entry key={page.path} page={page} current={page.path === current} />);
  const later = PAGES.filter((page) => !IN_BOTTOM_BAR.includes(page.path));
  return (
    <nav className="rail" aria-label="Pages">
      <ul>{entries(PAGES)}</ul>
      <details className="more" ref={more}>
        <summary>More</summary>
        <ul>{entries(later)}</ul>
      </details>
      <div className="rail-foot">
        <button type="button" className="plain" onClick={onSearch} aria-keyshortcuts="/">
          Search <kbd>/</kbd>
        </button>
        <button type="button" className="plain" onClick={onHelp} aria-keyshortcuts="?">
          Help <kbd>?</kbd>
        </button>
      </div>
    </nav>
  );
}
