import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeskControl, type OverrideNow } from '../../../../application/ports/desk-control.port.js';
import {
  mayOrder,
  type OverrideActor,
  type OverrideKind,
  type OverrideOrders,
} from '../../../../domain/overrides/override-orders.js';
import { Problem } from '../problems/problem.js';
import type { CommandBody } from './command-body.js';

export const KEY = 'idempotency-key';

/** How long a caller waits for the outcome; after that the answer says `accepted`, and the outcome comes later. */
const PATIENCE_MS = 1_500;
const LOOK_EVERY_MS = 25;

/** The caller's own id, so that a retry after a lost answer is the same request; one of ours where it gives none. */
const requestIdOf = (key: string | undefined): string => {
  if (key === undefined) return randomUUID();
  if (/^[\w.:-]{1,100}$/.test(key)) return key;
  throw new Problem('INVALID_PARAMETER', 'Idempotency-Key must be 1 to 100 letters, digits, and . : _ -', KEY);
};

const leastActor = (kind: OverrideKind): OverrideActor => (mayOrder('operator', kind) ? 'operator' : 'administrator');

/** What the body says of the kind; the validated body has the kind's own fields and no others. */
const given = (order: object): OverrideOrders[OverrideKind] =>
  Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined)) as OverrideOrders[OverrideKind];

/** Hands requests to the desk and waits a little for what becomes of them. */
@Injectable()
export class OrderTaker {
  constructor(private readonly control: DeskControl) {}

  async take(kind: OverrideKind, body: CommandBody, key: string | undefined): Promise<OverrideNow> {
    const { reason, actor = leastActor(kind), ...order } = body;
    const requestId = requestIdOf(key);
    return this.settled(await this.control.request({ kind, order: given(order), reason, actor, requestId }));
  }

  async confirm(overrideId: string, actor?: OverrideActor): Promise<OverrideNow> {
    const known = await this.control.look(overrideId);
    const least = known === undefined ? 'operator' : leastActor(known.kind);
    return this.settled(await this.control.confirm(overrideId, actor ?? least));
  }

  private async settled(taken: OverrideNow): Promise<OverrideNow> {
    let now = taken;
    for (const until = performance.now() + PATIENCE_MS; now.status === 'accepted' && performance.now() < until;) {
      await sleep(LOOK_EVERY_MS);
      now = (await this.control.look(taken.overrideId)) ?? now;
    }
    return now;
  }
}
