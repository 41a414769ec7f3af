/** The event loop gets its turn: pages, read models, leases and a stop go on however fast the market is. */
export const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
