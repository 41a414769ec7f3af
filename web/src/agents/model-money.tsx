import type { ReactNode } from 'react';
import type { DecisionView, ModelSpendView, Page } from '../api/shapes.js';
import { cost } from '../format/figures.js';
import { capital, codeWords } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Facts } from '../frame/facts.js';
import { Section } from '../frame/section.js';
import { DECISIONS, SPENDING } from '../live/concerns.js';
import { useStatus } from '../live/use-live.js';
import { useResource } from '../live/use-resource.js';
import { Table, type Column } from '../table/table.js';
import { PACE_WORDS, todayOf } from './spending.js';

type Member = ModelSpendView['members'][number];

const outcomesOf = ({ outcomes }: ModelSpendView, member: string): string =>
  outcomes
    .filter((each) => each.member === member)
    .map(({ outcome, calls }) => `${codeWords(outcome)} ${calls}`)
    .join(', ');

const columns = (day: ModelSpendView): readonly Column<Member>[] => [
  { key: 'member', head: 'Member', wide: true, cell: (row) => row.member },
  { key: 'spent', head: 'Spent', unit: 'USD', figure: true, cell: (row) => cost(row.spent) },
  { key: 'open', head: 'Open', unit: 'USD', figure: true, cell: (row) => cost(row.open) },
  { key: 'reservations', head: 'Reserved', figure: true, cell: (row) => row.reservations },
  { key: 'outcomes', head: 'Calls by outcome', wide: true, cell: (row) => outcomesOf(day, row.member) },
];

const DAYS: readonly Column<ModelSpendView>[] = [
  { key: 'date', head: 'UTC day', wide: true, cell: (row) => row.date },
  { key: 'spent', head: 'Spent', unit: 'USD', figure: true, cell: (row) => cost(row.spent) },
  { key: 'open', head: 'Open', unit: 'USD', figure: true, cell: (row) => cost(row.open) },
  { key: 'limit', head: 'Limit', unit: 'USD', figure: true, cell: (row) => cost(row.limit) },
];

function Today({ day }: { day: ModelSpendView }): ReactNode {
  return (
    <>
      <Facts
        of={{
          'Spent today, USD': cost(day.spent),
          'Open, USD': cost(day.open),
          'Limit of the day, USD': cost(day.limit),
          'Left, USD': cost(day.left),
          'Limit of a decision, USD': cost(day.occasionLimit),
          Pace: PACE_WORDS[day.pace],
        }}
      />
      <Table label="Model money by member" columns={columns(day)} rows={day.members} keyOf={(row) => row.member} />
    </>
  );
}

/** Who voted last: the panel of the newest cycle. */
function InUse(): ReactNode {
  const { data } = useResource<Page<DecisionView>>('/decisions?limit=1', DECISIONS);
  const newest = data?.items[0];
  if (!newest) return <p className="note">No cycle yet, so nobody was asked.</p>;
  const models = newest.panel.filter((member) => member !== 'rules');
  return (
    <p>
      {models.length === 0
        ? 'Rules only: the last decision asked no model.'
        : `The last decision asked ${models.join(', ')} beside the rules.`}{' '}
      {newest.models !== undefined && <span className="quiet">{capital(newest.models)}</span>}
    </p>
  );
}

/** Which models are in use, and what they cost. */
export function ModelMoney(): ReactNode {
  const spend = useResource<Page<ModelSpendView>>('/models/spend?limit=8', SPENDING);
  const status = useStatus();
  return (
    <Section title="Models and money">
      <InUse />
      <Answer
        of={spend}
        what="the money of models"
        empty="No money was ever set apart for a model. Without keys in the settings rules decide alone, and cost nothing."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => {
          const today = status && todayOf(items, status.marketTime);
          const before = items.filter((day) => day !== today);
          return (
            <>
              {today ? <Today day={today} /> : <p className="note">Nothing was spent on this UTC day.</p>}
              {before.length > 0 && (
                <Table label="Model money of the days before" columns={DAYS} rows={before} keyOf={(row) => row.date} />
              )}
            </>
          );
        }}
      </Answer>
    </Section>
  );
}
