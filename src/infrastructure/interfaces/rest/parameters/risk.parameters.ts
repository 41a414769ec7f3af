import { ALERT_KINDS, ALERT_SEVERITIES } from '../../../../projections/alerts/alert-kinds.js';
import type { AlertKind, AlertSeverity } from '../../../../projections/views.js';
import { OneOf } from './filter-text.js';
import { PageParameters } from './page.parameters.js';
import { WholeNumber } from './whole-number.js';

export class AlertParameters extends PageParameters {
  @OneOf(ALERT_SEVERITIES, 'Of this severity only.')
  readonly severity?: AlertSeverity;

  @OneOf(ALERT_KINDS, 'Of this kind only.')
  readonly kind?: AlertKind;

  @OneOf(['true', 'false'], 'true: only those that still stand; a page of them may be short.')
  readonly standing?: 'true' | 'false';
}

export class PolicyParameters extends PageParameters {
  @WholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER, description: 'The set of this version alone.' })
  readonly version?: number;
}
