import type { ReactNode } from 'react';
import { Page } from '../frame/page.js';

/** No buttons before there are people with roles behind them. */
export function ControlPage(): ReactNode {
  return (
    <Page title="Control">
      <p className="note">
        The operator’s actions come later, together with sign-in: until then nothing on this page could say who did it.
        What an administrator can do now is done on the desk’s own machine.
      </p>
      <p>
        To lift a halt: <code>npm run -s tribune -- halt clear --reason &quot;why&quot;</code>
      </p>
    </Page>
  );
}
