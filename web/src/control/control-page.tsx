import type { ReactNode } from 'react';
import type { OverrideView } from '../api/shapes.js';
import { Page } from '../frame/page.js';
import { Section } from '../frame/section.js';
import { OVERRIDES } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { ACTION_GROUPS, type ActionGroup } from './actions.js';
import { ActionForm } from './action-form.js';
import { PastOrders } from './past-orders.js';
import { Pending } from './pending.js';
import '../style/control.css';

function Group({ title, actions, known }: ActionGroup & { known: readonly OverrideView[] }): ReactNode {
  return (
    <Section title={title} className="actions">
      {actions.map((action) => (
        // One is open at a time, so that no form is filled in for another.
        <details key={action.kind} name="action">
          <summary>{action.name}</summary>
          <ActionForm action={action} known={known} />
        </details>
      ))}
    </Section>
  );
}

/** The operator's actions: each says what will happen, asks why, and shows the facts that it made. */
export function ControlPage(): ReactNode {
  const list = useList<OverrideView>('/overrides?limit=50', OVERRIDES);
  const known = list.resource.data?.items ?? [];
  return (
    <Page
      title="Control"
      lead="Every order is kept in the log with its reason, and so is what became of it. Until there is sign-in, whoever reaches this machine may give it."
    >
      <Pending items={known} />
      <div className="control">
        {ACTION_GROUPS.map((group) => (
          <Group key={group.title} {...group} known={known} />
        ))}
      </div>
      <PastOrders of={list} />
    </Page>
  );
}
