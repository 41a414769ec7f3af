/** The instrument that a fact is about. Facts say it in three places: of themselves, of their order, of their intent. */
export const instrumentOf = (data: unknown): string | undefined => {
  if (typeof data !== 'object' || data === null) return undefined;
  const { instrumentId, order, intent } = data as Record<string, unknown>;
  if (typeof instrumentId === 'string') return instrumentId;
  return order === undefined && intent === undefined ? undefined : (instrumentOf(order) ?? instrumentOf(intent));
};
