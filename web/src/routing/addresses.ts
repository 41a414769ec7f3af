/** Where each thing can be seen. */
export const cycleAddress = (cycleId: string, instrumentId?: string): string =>
  `/decisions/${encodeURIComponent(cycleId)}${instrumentId ? `?leg=${instrumentId}` : ''}`;
export const fillAddress = (tradeId: string): string => `/fills/${encodeURIComponent(tradeId)}`;
export const orderAddress = (clientOrderId: string): string => `/orders/${encodeURIComponent(clientOrderId)}`;
export const positionAddress = (positionId: string): string => `/positions/${encodeURIComponent(positionId)}`;

export const streamAddress = (stream: string): string => `/streams/${encodeURIComponent(stream)}`;

/** What a model was sent and what came back. */
export const callAddress = (callId: string): string => `/calls/${encodeURIComponent(callId)}`;

/** The fact itself, at the top of its stream's page. */
export const factOf = (stream: string, version: number): string => `${streamAddress(stream)}?from=${version}`;

/** The limits of one version. */
export const policyAddress = (version: number): string => `/risk?policy=${version}`;

/** Of a fact: what its stream is about, else the cycle that it belongs to. */
export const factAddress = (stream: string, correlationId: string): string | undefined => {
  if (stream.startsWith('order-')) return orderAddress(stream.slice('order-'.length));
  if (stream.startsWith('override-')) return streamAddress(stream);
  if (stream.startsWith('decision-')) return cycleAddress(stream.slice('decision-'.length));
  return stream.startsWith('account-') && correlationId !== '' ? cycleAddress(correlationId) : undefined;
};
