import type { NoAnswerReason } from '../../../domain/models/no-answer.js';
import { readJson } from '../answers/strict-json.js';
import type { Exchanged } from './exchange.js';
import { retryAfterOf } from './retry-after.js';
import type { NoReply } from './wire.js';

/** Statuses that tell that nothing was done, and that it may be done later. */
const LATER = new Set([429, 500, 503, 529]);
/** Statuses of something between us and the provider, which may have done it. */
const UNSURE = new Set([408, 502, 504]);

const REASONS: Readonly<Record<number, NoAnswerReason>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  402: 'UNPAID',
  403: 'UNAUTHORIZED',
  404: 'NO_SUCH_MODEL',
  413: 'BAD_REQUEST',
  422: 'BAD_REQUEST',
  429: 'RATE_LIMITED',
  503: 'OVERLOADED',
  529: 'OVERLOADED',
};

const NO_MODEL = /model[^"]{0,80}(?:not exist|not found|does not exist|not supported)|model_not_found/i;
/** Providers say by 400 and 429, too, that an account is empty. */
const NO_MONEY = /insufficient[ _](?:quota|balance)|credit balance is too low/i;

const reasonOf = (status: number, body: string): NoAnswerReason => {
  if ((status === 400 || status === 429) && NO_MONEY.test(body)) return 'UNPAID';
  if ((status === 400 || status === 422) && NO_MODEL.test(body)) return 'NO_SUCH_MODEL';
  return REASONS[status] ?? 'FAILED';
};

/** The sentence of an error body; providers agree on `error.message`. */
const messageIn = (body: string): string => {
  const json = readJson(body);
  const error = 'value' in json ? (json.value as { error?: { message?: unknown } } | null)?.error : undefined;
  return typeof error?.message === 'string' ? error.message : '';
};

export const noReply = (
  reason: NoAnswerReason,
  detail: string,
  more: Partial<Omit<NoReply, 'kind' | 'reason' | 'detail'>> = {},
): NoReply => ({
  kind: 'none',
  reason,
  detail,
  text: '',
  isAlive: false,
  mayCost: false,
  mayRetry: false,
  mayRepair: false,
  ...more,
});

const refusedBy = (status: number, headers: Headers, text: string): NoReply => {
  const reason = reasonOf(status, text);
  const message = messageIn(text);
  const retryAfterMs = retryAfterOf(headers);
  return noReply(reason, `status ${status}${message === '' ? '' : `: ${message.slice(0, 150)}`}`, {
    text,
    mayCost: UNSURE.has(status),
    mayRetry: LATER.has(status) && reason !== 'UNPAID',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
};

/** The reply where HTTP gave no complete response of status 200; undefined where it did. */
export const failureOf = (happened: Exchanged): NoReply | undefined => {
  switch (happened.kind) {
    case 'response':
      if (happened.status >= 200 && happened.status < 300) return undefined;
      return refusedBy(happened.status, happened.headers, happened.text);
    case 'too-large':
      return noReply('TOO_LARGE', 'the body is larger than 256 kB', { mayCost: true });
    case 'broken':
      if (happened.status < 200 || happened.status >= 300) return refusedBy(happened.status, new Headers(), '');
      return noReply('CUT_OFF', happened.detail, { mayCost: true });
    case 'failed':
      return noReply('FAILED', happened.detail, { mayCost: happened.wasSent, mayRetry: !happened.wasSent });
  }
};
