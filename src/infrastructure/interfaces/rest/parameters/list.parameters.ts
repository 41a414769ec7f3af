import { DENIAL_CODES } from '../../../../domain/account/risk/denial-codes.js';
import { SIGNAL_AGENTS } from '../../../../domain/signals/signal.events.js';
import { ORDER_PURPOSES, ORDER_STATES } from '../../../../projections/orders/order-filters.js';
import { AName, AnInstrument, OneOf } from './filter-text.js';
import { PageParameters } from './page.parameters.js';
import { WholeNumber } from './whole-number.js';

/** Later than any market: 15 digits, the year 29349. */
export const LAST_INSTANT = 864_000_000_000_000;

export class EquityParameters extends PageParameters {
  @WholeNumber({ min: 0, max: LAST_INSTANT, description: 'Marks at or after this instant, unix ms.' })
  readonly from?: number;

  @WholeNumber({ min: 0, max: LAST_INSTANT, description: 'Marks before this instant, unix ms.' })
  readonly to?: number;
}

export class PositionParameters extends PageParameters {
  @OneOf(['open', 'closed'], 'Open or closed ones only.')
  readonly status?: 'open' | 'closed';

  @AnInstrument()
  readonly instrument?: string;

  @AName('Of this opening intent only.')
  readonly intentId?: string;
}

export class OrderParameters extends PageParameters {
  @OneOf(ORDER_STATES, '`working`, `ended`, or one status.')
  readonly state?: string;

  @AnInstrument()
  readonly instrument?: string;

  @OneOf(ORDER_PURPOSES, 'Why the order exists.')
  readonly purpose?: string;

  @AName('Of this position only; entries name none.')
  readonly positionId?: string;
}

export class FillParameters extends PageParameters {
  @AnInstrument()
  readonly instrument?: string;

  @AName('Of this position only.')
  readonly positionId?: string;

  @AName('Of this order only.')
  readonly clientOrderId?: string;
}

export class SignalParameters extends PageParameters {
  @OneOf(SIGNAL_AGENTS, 'By this agent only.')
  readonly agent?: string;

  @AnInstrument()
  readonly instrument?: string;

  @OneOf(['recorded', 'missed'], 'Opinions, or runs that gave none.')
  readonly status?: string;
}

export class DecisionParameters extends PageParameters {
  @AnInstrument()
  readonly instrument?: string;

  @AName(
    'open, proposed or abandoned; approved, resized or denied; proposed-open, proposed-close or an abandonment code.',
  )
  readonly outcome?: string;
}

export class VerdictParameters extends PageParameters {
  @OneOf(['approved', 'resized', 'denied'], 'With this outcome only.')
  readonly outcome?: string;

  @OneOf(DENIAL_CODES, 'Denied with this code first.')
  readonly code?: string;

  @AnInstrument()
  readonly instrument?: string;

  @AName('Of this decision cycle only.')
  readonly cycleId?: string;
}

export class AuditParameters extends PageParameters {
  @AnInstrument()
  readonly instrument?: string;

  @AName('Facts of this type only.')
  readonly type?: string;

  @AName('Facts of this stream only.')
  readonly stream?: string;

  @AName('Of this decision cycle or request only.')
  readonly correlationId?: string;
}
