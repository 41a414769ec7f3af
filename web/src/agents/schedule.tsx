import type { ReactNode } from 'react';
import type { Page, TaskView } from '../api/shapes.js';
import { NOTHING } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { span } from '../format/time.js';
import { capital, words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { TASKS } from '../live/concerns.js';
import { useStatus } from '../live/use-live.js';
import { useResource } from '../live/use-resource.js';
import { Table, type Column } from '../table/table.js';

function State({ of: { enabled, switched, running, lastOutcome } }: { of: TaskView }): ReactNode {
  if (!enabled) {
    return <span className="warn">switched off{switched && ` by ${switched.by}: ${switched.reason}`}</span>;
  }
  if (running) return 'running';
  if (lastOutcome === undefined) return <span className="quiet">never ran</span>;
  return <span className={/completed|recorded/.test(lastOutcome) ? undefined : 'warn'}>{words(lastOutcome)}</span>;
}

function Next({ of: { enabled, nextDueAt }, now }: { of: TaskView; now: number }): ReactNode {
  if (!enabled) return NOTHING;
  if (nextDueAt === undefined) return <span className="quiet">when it has something to do</span>;
  return (
    <>
      <Moment at={nextDueAt} as="clock" />{' '}
      <span className="quiet">{nextDueAt <= now ? 'due' : `in ${span(nextDueAt - now)}`}</span>
    </>
  );
}

/** A whole period has one unit. */
const everyWords = (ms: number): string => span(ms).replace(/ 0 \w+$/, '');

const columns = (now: number): readonly Column<TaskView>[] => [
  { key: 'task', head: 'Task', wide: true, cell: (row) => capital(words(row.task)) },
  { key: 'every', head: 'Every', figure: true, cell: (row) => everyWords(row.everyMs) },
  {
    key: 'last',
    head: 'Last run',
    figure: true,
    cell: ({ lastRunAt }) => (lastRunAt === undefined ? NOTHING : <Moment at={lastRunAt} as="dayClock" />),
  },
  { key: 'state', head: 'State', cell: (row) => <State of={row} /> },
  { key: 'next', head: 'Next', figure: true, cell: (row) => <Next of={row} now={now} /> },
  { key: 'runs', head: 'Runs', figure: true, cell: (row) => row.runs },
  {
    key: 'failures',
    head: 'Failures',
    figure: true,
    cell: ({ failures, failuresInARow }) =>
      failuresInARow > 1 ? <span className="warn">{`${failures}, ${failuresInARow} in a row`}</span> : failures,
  },
  {
    key: 'after',
    head: 'Waits for',
    cell: ({ after }) => (after.length === 0 ? NOTHING : after.map(words).join(', ')),
  },
];

/** What runs when. */
export function Schedule(): ReactNode {
  const tasks = useResource<Page<TaskView>>('/agents/schedule', TASKS);
  const now = useStatus()?.marketTime ?? 0;
  return (
    <Section title="Schedule">
      <Answer of={tasks} what="the schedule">
        {({ items }) => <Table label="Schedule" columns={columns(now)} rows={items} keyOf={(row) => row.task} />}
      </Answer>
    </Section>
  );
}
