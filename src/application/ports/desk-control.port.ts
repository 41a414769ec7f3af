import type { OverrideRefusal } from '../../domain/overrides/override.events.js';
import type { OverrideActor, OverrideKind, OverrideOrders } from '../../domain/overrides/override-orders.js';
import type { OverrideStatus } from '../../domain/overrides/override.state.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** What a person wants, why, and under which key: the same again does nothing. */
export interface OverrideRequest<Kind extends OverrideKind = OverrideKind> {
  readonly kind: Kind;
  readonly order: OverrideOrders[Kind];
  /** One sentence; it stands in the fact. */
  readonly reason: string;
  readonly actor: OverrideActor;
  /** The caller's own id of this request. */
  readonly requestId: string;
}

/** A request as its stream has it. */
export interface OverrideNow {
  readonly overrideId: string;
  readonly kind: OverrideKind;
  readonly status: OverrideStatus;
  /** Of the stream's newest fact: readers may wait for it. */
  readonly position: Position;
  /** By the people's clock, unix ms: until then a confirmation counts. */
  readonly confirmBefore?: UnixMs;
  /** What was done, or why there was nothing to do. */
  readonly outcome?: string;
  /** The order that an approved opening became. */
  readonly clientOrderId?: string;
  readonly code?: OverrideRefusal;
  readonly detail?: string;
}

/** Why the desk does not take a request; what it took and could not do is an {@link OverrideNow} that says `refused`. */
export type ControlRefusal =
  | 'NOT_READY'
  | 'KEY_REUSED'
  | 'NOT_ADMINISTRATOR'
  | 'ORDER_INVALID'
  | 'NO_SUCH_OVERRIDE'
  | 'CONFIRMED_TOO_LATE'
  | 'NOTHING_TO_CONFIRM';

export class ControlRefused extends Error {
  override readonly name = 'ControlRefused';
  constructor(
    readonly code: ControlRefusal,
    /** A sentence that says the way out. */
    readonly detail: string,
    /** The field of the request at fault. */
    readonly field?: string,
  ) {
    super(detail);
  }
}

/** What an operator may order. A request is a fact before anything is done, and its outcome is one too. */
export abstract class DeskControl {
  /** @throws ControlRefused */
  abstract request(request: OverrideRequest): Promise<OverrideNow>;
  /** The second word. @throws ControlRefused */
  abstract confirm(overrideId: string, actor: OverrideActor): Promise<OverrideNow>;
  /** What became of it so far; one whose time is up expires by being looked at. Undefined where nobody asked for it. */
  abstract look(overrideId: string): Promise<OverrideNow | undefined>;
}
