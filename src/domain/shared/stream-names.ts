/** Every stream name of the desk is spelled here. No dash inside a category: category projections cut at the first one. */
export const streams = {
  account: (accountId: string) => `account-${accountId}`,
  order: (clientOrderId: string) => `order-${clientOrderId}`,
  decision: (cycleId: string) => `decision-${cycleId}`,
  /** By `<agent>.<instrument>`, see {@link signalKey}. */
  signal: (key: string) => `signal-${key}`,
  coordinator: (accountId: string) => `coordinator-${accountId}`,
  /** By the UTC day, `YYYY-MM-DD`. */
  modelBudget: (utcDate: string) => `modelBudget-${utcDate}`,
  market: (instrumentId: string) => `market-${instrumentId}`,
  override: (id: string) => `override-${id}`,
  outsideAgents: (accountId: string) => `outsideAgents-${accountId}`,
  topic: (name: string) => `topic-${name}`,
  paperVenue: (accountId: string) => `paperVenue-${accountId}`,
} as const;

export const signalKey = (agent: string, instrumentId: string): string => `${agent}.${instrumentId}`;

export type StreamCategory = keyof typeof streams;

export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
