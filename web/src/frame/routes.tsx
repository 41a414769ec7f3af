import { lazy, Suspense, type ReactNode } from 'react';
import { AlertsPage } from '../alerts/alerts-page.js';
import { AuditPage } from '../audit/audit-page.js';
import { BooksPage } from '../books/books-page.js';
import { PositionPage } from '../positions/position-page.js';
import { DecisionPage } from '../decisions/decision-page.js';
import { DecisionsPage } from '../decisions/decisions-page.js';
import { DeskPage } from '../desk/desk-page.js';
import { StreamPage } from '../facts/stream-page.js';
import { OrderPage } from '../orders/order-page.js';
import { OrdersPage } from '../orders/orders-page.js';
import { RiskPage } from '../risk/risk-page.js';
import { Link } from '../routing/link.js';
import { FillPage } from '../why/fill-page.js';
import { Page } from './page.js';

/** Nobody looks at it first: it comes when it is asked for. */
const ControlPage = lazy(async () => ({ default: (await import('../control/control-page.js')).ControlPage }));
const AgentsPage = lazy(async () => ({ default: (await import('../agents/agents-page.js')).AgentsPage }));
const CallPage = lazy(async () => ({ default: (await import('../agents/call-page.js')).CallPage }));

const ROUTES: readonly (readonly [RegExp, (id: string) => ReactNode])[] = [
  [/^\/(?:desk)?$/, () => <DeskPage />],
  [/^\/decisions$/, () => <DecisionsPage />],
  [/^\/decisions\/([^/]+)$/, (id) => <DecisionPage key={id} cycleId={id} />],
  [/^\/fills\/([^/]+)$/, (id) => <FillPage key={id} tradeId={id} />],
  [/^\/risk$/, () => <RiskPage />],
  [/^\/alerts$/, () => <AlertsPage />],
  [/^\/orders$/, () => <OrdersPage />],
  [/^\/orders\/([^/]+)$/, (id) => <OrderPage key={id} clientOrderId={id} />],
  [/^\/books$/, () => <BooksPage />],
  [/^\/positions\/([^/]+)$/, (id) => <PositionPage key={id} positionId={id} />],
  [/^\/streams\/([^/]+)$/, (id) => <StreamPage key={id} stream={id} />],
  [/^\/agents$/, () => <AgentsPage />],
  [/^\/calls\/([^/]+)$/, (id) => <CallPage key={id} callId={id} />],
  [/^\/audit$/, () => <AuditPage />],
  [/^\/control$/, () => <ControlPage />],
];

export function Routes({ path }: { path: string }): ReactNode {
  for (const [pattern, page] of ROUTES) {
    const match = pattern.exec(path);
    if (match) return <Suspense fallback={null}>{page(decodeURIComponent(match[1] ?? ''))}</Suspense>;
  }
  return (
    <Page title="No such page">
      <p className="note">
        There is nothing at {path}. The address may be cut off; <Link to="/desk">the desk</Link> is always there.
      </p>
    </Page>
  );
}
