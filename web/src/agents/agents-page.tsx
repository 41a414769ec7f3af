import type { ReactNode } from 'react';
import { Page } from '../frame/page.js';
import { ConflictCounts } from './conflict-counts.js';
import { Degradation } from './degradation.js';
import { LatestSignals } from './latest-signals.js';
import { ModelCalls } from './model-calls.js';
import { ModelMoney } from './model-money.js';
import { Schedule } from './schedule.js';
import { Scoreboard } from './scoreboard.js';

/** Who advises: whether they are well, when they run, what they cost and how good they are. */
export function AgentsPage(): ReactNode {
  return (
    <Page title="Agents">
      <Degradation />
      <Schedule />
      <ModelMoney />
      <Scoreboard />
      <LatestSignals />
      <ConflictCounts />
      <ModelCalls />
    </Page>
  );
}
