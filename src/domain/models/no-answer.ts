/**
 * Why a call of a model gave no answer that can be used: the closed list. Whatever stands here is "no vote", recorded as
 * such: never a hold vote, never an order (F-D6).
 */
export const NO_ANSWER_REASONS = [
  /** An answer without text. */
  'EMPTY',
  /** It ended before it was complete: the length was reached, or the connection broke in the middle. */
  'CUT_OFF',
  /** The model, or the provider's filter, would not answer. */
  'REFUSED',
  /** Not JSON: an error page, prose, a broken body. */
  'UNREADABLE',
  /** JSON inside a code fence. */
  'FENCED',
  /** JSON, and then more. */
  'TRAILING_TEXT',
  /** Two JSON texts where one was asked for. */
  'DOUBLED_JSON',
  /** One name twice in one object. */
  'DUPLICATE_KEYS',
  /** The call of a tool written out as text, or of one that was not offered. */
  'TOOL_LEAK',
  /** Larger than any honest answer. */
  'TOO_LARGE',
  /** Not of the schema: a name, a type or a word of a closed list. */
  'INVALID_SCHEMA',
  'NOT_A_NUMBER',
  /** Nothing within the deadline of the whole call. */
  'TIMEOUT',
  /** The provider asked for fewer calls (429). */
  'RATE_LIMITED',
  /** The provider has too much to do (529, 503). */
  'OVERLOADED',
  /** The key was refused (401, 403). */
  'UNAUTHORIZED',
  /** The account at the provider is empty (402). */
  'UNPAID',
  /** The provider does not know this model (any more). */
  'NO_SUCH_MODEL',
  /** The provider could not read the request (400, 422). */
  'BAD_REQUEST',
  /** Not asked: the provider failed too often and rests. */
  'BREAKER',
  /** Not asked: the budget of the decision or of the day does not reach. */
  'BUDGET',
  /** Not asked: too many calls are under way. */
  'BUSY',
  /** A call without a recorded answer: the process ended in between. */
  'INTERRUPTED',
  /** Anything else that went wrong on the way. */
  'FAILED',
] as const;
export type NoAnswerReason = (typeof NO_ANSWER_REASONS)[number];
