/** What operators asked for. */
import type { OverrideRefusal, Wanted } from '../../domain/overrides/override.events.js';
import type { OverrideStatus } from '../../domain/overrides/override.state.js';
import type { OverrideActor } from '../../domain/overrides/override-orders.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** `GET /api/v1/overrides?status=&kind=` and `GET /api/v1/overrides/:overrideId` */
export interface OverrideView extends Wanted {
  readonly status: OverrideStatus;
  /** By the people's clock; so are the other times of people. */
  readonly requestedAt: UnixMs;
  readonly confirmBefore?: UnixMs;
  readonly confirmedAt?: UnixMs;
  readonly confirmedBy?: OverrideActor;
  /** Market time of the request and of the newest fact. */
  readonly at: UnixMs;
  readonly updatedAt: UnixMs;
  readonly outcome?: string;
  readonly clientOrderId?: string;
  readonly code?: OverrideRefusal;
  readonly detail?: string;
  /** Of its stream's newest fact. */
  readonly position: Position;
}
