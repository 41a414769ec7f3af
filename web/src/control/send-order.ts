import { postJson, Problem } from '../api/client.js';
import type { OverrideNow } from '../api/shapes.js';
import type { Action } from './actions.js';

/** The body of an action, from what stands in its form. Empty optional fields are left out. */
export const bodyOf = (action: Action, form: FormData): object => {
  const said = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const reason = said('reason');
  if (action.kind === 'change-limits') {
    return { reason, limits: { [said('limit')]: said('value') } };
  }
  const fields = action.fields.map(({ name }) => [name, said(name)] as const).filter(([, value]) => value !== '');
  return { reason, ...Object.fromEntries(fields) };
};

/** The same key again after a lost answer is the same request: nothing is done twice. */
export const sendOrder = (action: Action, body: object, key: string): Promise<OverrideNow> =>
  postJson<OverrideNow>(`/commands/${action.kind}`, body, { 'idempotency-key': key });

export const sendConfirmation = (overrideId: string): Promise<OverrideNow> =>
  postJson<OverrideNow>('/commands/confirm', { overrideId });

export const wordsOf = (error: unknown): string =>
  error instanceof Problem ? error.message : 'The answer of the desk cannot be read: the list below shows what it did.';
