import { randomUUID } from 'node:crypto';

/**
 * A fact as the desk writes them: ids, an actor, decimals as text, and `bytes` of JSON in `data` and `metadata`
 * together. 500 is about what an order's fact has.
 */
export const aFact = (bytes = 500) => {
  const metadata = {
    eventId: randomUUID(),
    commandId: randomUUID(),
    correlationId: 'cycle-2026-01-07T12:00',
    causationId: 'fact-1842',
    actor: 'bench',
    at: 1_767_787_200_000,
    schema: 1,
  };
  const data = { orderId: randomUUID(), lastQty: '0.0201', lastPx: '61250.1', feeUsdt: '1.98', note: '' };
  const missing = bytes - JSON.stringify(data).length - JSON.stringify(metadata).length;
  return { type: 'ThingHappened', data: { ...data, note: 'x'.repeat(Math.max(0, missing)) }, metadata };
};

export const someFacts = (count, bytes) => Array.from({ length: count }, () => aFact(bytes));

/** Seconds that `work` takes. */
export const secondsOf = async (work) => {
  const startedAt = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
};
