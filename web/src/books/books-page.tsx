import type { ReactNode } from 'react';
import type { AccountView } from '../api/shapes.js';
import { Gain } from '../format/figure.js';
import { amount, money, percent, signedMoney } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { Answer } from '../frame/answer.js';
import { Facts } from '../frame/facts.js';
import { Page } from '../frame/page.js';
import { Section } from '../frame/section.js';
import { ACCOUNT } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { ClosedPositions } from '../positions/closed-positions.js';
import { Balances } from './balances.js';
import { EquitySection } from './equity-section.js';

/** None is the rule: every correction is money that nobody can explain by an order. */
const correctionsOf = ({ corrections }: AccountView): string =>
  corrections.length === 0
    ? 'never'
    : corrections
        .map(({ currency, amount: by, count }) => `${amount(by, currency)} ${currency} in ${count}`)
        .join(', ');

const factsOf = (account: AccountView): Readonly<Record<string, ReactNode>> => ({
  'Equity, USDT': money(account.equity),
  'Deposited, USDT': money(account.deposited),
  'Withdrawn, USDT': money(account.withdrawn),
  'Set aside from profit, USDT': money(account.kept.setAside),
  'Spent on coins that are kept, USDT': money(account.kept.spent),
  'Corrected to the venue': correctionsOf(account),
  'Realised before fees, USDT': <Gain value={account.realisedGross} text={signedMoney(account.realisedGross)} />,
  'Fees paid, USDT': money(account.fees),
  'Realised after fees, USDT': <Gain value={account.realisedNet} text={signedMoney(account.realisedNet)} />,
  'Unrealised, USDT': <Gain value={account.unrealised} text={signedMoney(account.unrealised)} />,
  'Largest drawdown': percent(account.maxDrawdownPct),
  Positions: `${account.counts.openPositions} open, ${account.counts.closedPositions} closed`,
  'Closed with': `${account.counts.wins} won, ${account.counts.losses} lost`,
  'Account open since': <Moment at={account.openedAt} as="dayMinute" />,
});

/** What it holds and what it has earned. */
export function BooksPage(): ReactNode {
  const account = useResource<AccountView>('/account', ACCOUNT);
  return (
    <Page title="Books">
      <EquitySection />
      <Answer of={account} what="the account">
        {(view) => (
          <div className="two">
            <Section title="Result">
              <Facts of={factsOf(view)} />
            </Section>
            <Section title="Balances">
              <Balances account={view} />
            </Section>
          </div>
        )}
      </Answer>
      <ClosedPositions />
    </Page>
  );
}
