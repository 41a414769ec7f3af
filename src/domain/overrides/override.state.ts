import type { UnixMs } from '../shared/time.js';
import type { OverrideRefusal, Wanted } from './override.events.js';

/** What is known of every request, whatever has become of it. */
interface Asked extends Wanted {
  readonly requestedAt: UnixMs;
  /** Of those that wait, or waited, for a second word. */
  readonly confirmBefore?: UnixMs;
}

export type OverrideState =
  | { readonly status: 'none' }
  | (Asked & { readonly status: 'waiting'; readonly confirmBefore: UnixMs })
  /** To be carried out; a death in between leaves it here. */
  | (Asked & { readonly status: 'accepted' })
  | (Asked & { readonly status: 'executed'; readonly outcome: string; readonly clientOrderId?: string })
  | (Asked & { readonly status: 'refused'; readonly code: OverrideRefusal; readonly detail: string })
  | (Asked & { readonly status: 'expired' });

export type OverrideStatus = Exclude<OverrideState['status'], 'none'>;

/** Text of plain JSON that does not depend on the order of its keys. */
const told = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(told).join(',')}]`;
  const record = value as Readonly<Record<string, unknown>>;
  const fields = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${told(record[key])}`);
  return `{${fields.join(',')}}`;
};

/** True when a request says the same as the one that has its id: a retry, and no second use of a key. */
export const saysTheSame = (state: Exclude<OverrideState, { status: 'none' }>, wanted: Wanted): boolean =>
  state.kind === wanted.kind && state.reason === wanted.reason && told(state.order) === told(wanted.order);
