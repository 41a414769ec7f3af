import type { ReactNode } from 'react';
import { AlertBadge } from '../alerts/alert-badge.js';
import type { AccountView, StatusView } from '../api/shapes.js';
import { subtract } from '../format/decimal.js';
import { Fading, Gain } from '../format/figure.js';
import { money, NOTHING, percentOf, signedMoney, signedPercent } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { clock } from '../format/time.js';
import { ACCOUNT } from '../live/concerns.js';
import { useConnection, useStatus } from '../live/use-live.js';
import { useResource } from '../live/use-resource.js';
import { Link } from '../routing/link.js';
import { gateWords } from './gate-words.js';

const MODE_CLASS: Readonly<Record<string, string>> = { 'PRETEND MARKET': 'pretend', PAPER: 'paper', LIVE: 'real' };

function Item({ label, className, children }: { label: string; className?: string; children: ReactNode }): ReactNode {
  return (
    <div className={`item ${className ?? ''}`}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const speedWords = (speed: number): string => (speed === 0 ? 'stands still' : speed === 1 ? 'real time' : `${speed}x`);

function Today({ account }: { account: AccountView }): ReactNode {
  const { dayOpening, tradingPnl } = account;
  const today = dayOpening && tradingPnl ? subtract(tradingPnl, dayOpening.tradingPnl) : undefined;
  return (
    <>
      <Gain value={today} text={signedMoney(today)} />{' '}
      <span className="quiet">{signedPercent(percentOf(today, dayOpening?.equity))}</span>
    </>
  );
}

function Health({ status }: { status: StatusView | undefined }): ReactNode {
  const order = { down: 0, degraded: 1, up: 2 };
  const worst = [...(status?.health ?? [])].sort((a, b) => order[a.status] - order[b.status])[0];
  if (!worst) return <span>{NOTHING}</span>;
  return (
    <span className={`dot ${worst.status}`} title={`${worst.component}: ${worst.detail}`}>
      {worst.status === 'up' ? 'all up' : `${worst.component} ${worst.status}`}
    </span>
  );
}

function Line(): ReactNode {
  const { state, since } = useConnection();
  if (state === 'live') return <span className="dot up">live</span>;
  if (state === 'connecting') return <span className="dot degraded">connecting</span>;
  return (
    <span className="dot down">
      {state} since {clock(since)}
    </span>
  );
}

function Mode({ status }: { status: StatusView | undefined }): ReactNode {
  return (
    <strong className={`mode ${status ? (MODE_CLASS[status.mode] ?? 'real') : ''}`} title={status?.market}>
      {status?.mode ?? 'NOT CONNECTED'}
    </strong>
  );
}

/** Always there: is it safe, what is it worth, is it alive. */
export function Header(): ReactNode {
  const status = useStatus();
  const { data: account } = useResource<AccountView>('/account', ACCOUNT);
  const gate = gateWords(account?.gates, status?.marketTime);
  return (
    <header className="header">
      <Mode status={status} />
      <dl>
        <Item label="Market time" className="time">
          {status ? <Moment at={status.marketTime} /> : NOTHING}{' '}
          <span className="quiet">{status && speedWords(status.speed)}</span>
        </Item>
        <Item label="Equity, USDT">
          <Fading text={money(account?.equity)} title={account?.equity} />
        </Item>
        <Item label="P&L today, USDT">{account ? <Today account={account} /> : NOTHING}</Item>
        <Item label="Gate" className={gate.tone}>
          <Link to="/risk">{gate.text}</Link>
        </Item>
        <Item label="Alerts">
          <AlertBadge />
        </Item>
        <Item label="Health">
          <Health status={status} />
        </Item>
        <Item label="Feed">
          <Line />
        </Item>
      </dl>
    </header>
  );
}
