import type { ReactNode } from 'react';
import { Fading } from '../format/figure.js';
import { NOTHING } from '../format/figures.js';
import { Link } from '../routing/link.js';
import { severityTone, worstOf } from './alert-words.js';
import { useStandingAlerts } from './use-alerts.js';

/** How many alerts stand, in the header of every page. */
export function AlertBadge(): ReactNode {
  const standing = useStandingAlerts();
  const worst = standing && worstOf(standing);
  const text = standing === undefined ? NOTHING : standing.length === 0 ? 'none' : `${standing.length} standing`;
  return (
    <Link
      to={standing?.length ? '/alerts?standing=true' : '/alerts'}
      className={worst && severityTone(worst)}
      title={standing?.map((alert) => alert.text).join('\n')}
    >
      <Fading text={text} />
    </Link>
  );
}
