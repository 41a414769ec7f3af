/**
 * Resolves when all that is ready to run has run: continuations of promises, and what they in turn had waiting. A request
 * is on the wire by then, while a loop over facts in memory would keep it back until it is through.
 */
export const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
