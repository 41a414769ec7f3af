const CHECK_MS = 1_000;
const LAST_RETRY_MS = 10_000;

export interface ServerGuard {
  /** No restart begins after this; resolves when one under way has ended. */
  end(): Promise<void>;
}

/**
 * Brings a server back that is gone: killed, or ended by itself because its disk was full. Tries until it stands, for as
 * long as the cause lasts; what the desk does meanwhile is its stores' affair. Keeps no process alive.
 */
export const guardServer = (isRunning: () => boolean, restart: () => Promise<unknown>): ServerGuard => {
  let ended = false;
  let timer: NodeJS.Timeout;
  let attempt: Promise<unknown> = Promise.resolve();
  const look = (afterMs: number, retryMs: number): void => {
    if (ended) return;
    timer = setTimeout(() => {
      if (isRunning()) return look(CHECK_MS, CHECK_MS);
      attempt = restart().then(
        () => look(CHECK_MS, CHECK_MS),
        // The cause stands in the server's own log.
        () => look(retryMs, Math.min(2 * retryMs, LAST_RETRY_MS)),
      );
    }, afterMs).unref();
  };
  look(CHECK_MS, CHECK_MS);
  return {
    end: async () => {
      ended = true;
      clearTimeout(timer);
      await attempt;
    },
  };
};
