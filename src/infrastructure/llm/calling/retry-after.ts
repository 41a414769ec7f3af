/** How long a provider asks us to wait, ms: `retry-after-ms`, or `retry-after` in seconds or as a date of HTTP. */
export const retryAfterOf = (headers: Headers): number | undefined => {
  const ms = headers.get('retry-after-ms');
  if (ms !== null && /^\d{1,9}(\.\d+)?$/.test(ms)) return Number(ms);
  const after = headers.get('retry-after');
  if (after === null) return undefined;
  if (/^\d{1,6}(\.\d+)?$/.test(after)) return Number(after) * 1_000;
  // By the provider's own clock: ours may differ.
  const wait = Date.parse(after) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};
