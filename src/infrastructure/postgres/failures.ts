/** SQLSTATE of an error that the server itself reported; undefined where the connection failed. */
export const sqlState = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code) ? code : undefined;
};

/** Classes of SQLSTATE that speak of the server's condition and not of our statement. */
const PASSING = new Set(['08', '25', '40', '53', '55', '57', '58']);

/** True for what may be otherwise in a while: connection lost, server stopping, disk full, deadlock. */
export const isPassing = (error: unknown): boolean => {
  const state = sqlState(error);
  return state === undefined ? isConnectionError(error) : PASSING.has(state.slice(0, 2));
};

/** A session that the server ended (57P0x, 08xxx) may have ended after the commit and before the answer. */
export const leavesOutcomeOpen = (error: unknown): boolean => {
  const state = sqlState(error);
  return state === undefined ? isConnectionError(error) : state.startsWith('57P') || state.startsWith('08');
};

const isConnectionError = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return true;
  return /connection|timeout|terminated|not queryable|Cannot use a pool/i.test(error.message);
};
