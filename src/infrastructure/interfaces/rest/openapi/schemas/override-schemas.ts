import type { OverrideNow } from '../../../../../application/ports/desk-control.port.js';
import { OVERRIDE_KINDS } from '../../../../../domain/overrides/override-orders.js';
import type { OverrideView } from '../../../../../projections/views.js';
import { instant, object, oneOf, optional, position, text, type Schema } from '../schema.js';

const status = oneOf('waiting', 'accepted', 'executed', 'refused', 'expired');
const kind = oneOf(...Object.keys(OVERRIDE_KINDS));
const actor = oneOf('operator', 'administrator');
const outcome = {
  confirmBefore: optional({ ...instant, description: 'Unix ms by the wall clock; until then a confirmation counts.' }),
  outcome: optional({ ...text, description: 'What was done, or why there was nothing to do.' }),
  clientOrderId: optional(text),
  code: optional({ ...text, description: 'Why it was refused; a denial of the risk engine keeps its code.' }),
  detail: optional(text),
};

export const OVERRIDE_SCHEMAS: Readonly<Record<string, Schema>> = {
  Overriding: object<OverrideNow>({ overrideId: text, kind, status, position, ...outcome }),
  OverrideView: object<OverrideView>({
    overrideId: text,
    kind,
    order: { type: 'object', description: 'What the kind asks for, as it was sent.' },
    reason: text,
    actor,
    status,
    requestedAt: instant,
    confirmedAt: optional(instant),
    confirmedBy: optional(actor),
    at: instant,
    updatedAt: instant,
    position,
    ...outcome,
  }),
};
