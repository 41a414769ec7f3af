import { useCallback, useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { Announcer } from '../alerts/announcer.js';
import { useConnection } from '../live/use-live.js';
import { navigate, usePath } from '../routing/router.js';
import { ErrorBoundary } from './error-boundary.js';
import { Header } from './header.js';
import { Help } from './help.js';
import { useKeyboard } from './keyboard.js';
import { Rail } from './rail.js';
import { Routes } from './routes.js';
import { Search } from './search.js';
import { StaleBanner } from './stale-banner.js';

export function App(): ReactNode {
  const [open, setOpen] = useState<'search' | 'help' | undefined>();
  const search = useCallback(() => setOpen('search'), []);
  const help = useCallback(() => setOpen('help'), []);
  const close = useCallback(() => setOpen(undefined), []);
  useKeyboard(search, help);
  const path = usePath();
  const { state } = useConnection();
  const main = useRef<HTMLElement>(null);
  const skip = (event: MouseEvent): void => {
    // By hand: "#main" alone would lead to the base address of the page.
    event.preventDefault();
    main.current?.focus();
  };
  useEffect(() => {
    if (path === '/') navigate('/desk', 'replace');
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <div className={`app ${state === 'lost' || state === 'silent' ? 'stale' : ''}`}>
      <a className="skip" href="#main" onClick={skip}>
        Skip to the page
      </a>
      <Header />
      <Announcer />
      <Rail onHelp={help} onSearch={search} />
      <main id="main" ref={main} tabIndex={-1}>
        <StaleBanner />
        <ErrorBoundary page={path}>
          <Routes path={path} />
        </ErrorBoundary>
      </main>
      {open === 'search' && <Search onClose={close} />}
      {open === 'help' && <Help onClose={close} />}
    </div>
  );
}
