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

/** By shape and not by class: errors of Node's own sockets come from another realm inside Jest. */
const isConnectionError = (error: unknown): boolean => {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return true;
  return typeof message === 'string' && /connection|timeout|terminated|not queryable|cannot use a pool/i.test(message);
};

/** What an error says, whoever threw it. */
export const wordsOf = (error: unknown): string => {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  return typeof message === 'string' && message !== '' ? message : String(error);
};
