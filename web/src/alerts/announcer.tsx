import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useNewestAlerts } from './use-alerts.js';

/** Says new alerts to a screen reader, without taking the focus from anything. What was there before is not news. */
export function Announcer(): ReactNode {
  const alerts = useNewestAlerts();
  const newest = useRef<string | undefined>(undefined);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (alerts === undefined) return;
    const known = newest.current;
    newest.current = alerts[0]?.alertId ?? '';
    if (known === undefined) return;
    const fresh = alerts.filter(({ alertId }) => alertId > known);
    if (fresh.length > 0) setSaid(fresh.map(({ severity, text }) => `New alert, ${severity}: ${text}`).join('. '));
  }, [alerts]);
  return (
    <p className="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}
