import { assert, unreachable } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import type { UnixMs } from '../shared/time.js';
import { CONFIRM_WITHIN_MS, mayOrder, OVERRIDE_KINDS, type OverrideActor } from './override-orders.js';
import type { OverrideFact, OverrideRefusal, Wanted } from './override.events.js';
import type { OverrideState } from './override.state.js';

/** `at` is the time of the market, which every fact is filed under; `heardAt` that of the people's clock. */
export type OverrideCommand =
  | ({ readonly type: 'RequestOverride'; readonly at: UnixMs; readonly heardAt: UnixMs } & Wanted)
  | {
      readonly type: 'ConfirmOverride';
      readonly at: UnixMs;
      readonly heardAt: UnixMs;
      readonly actor: OverrideActor;
    }
  /** Nobody confirmed it: before its time is up this changes nothing. */
  | { readonly type: 'ExpireOverride'; readonly at: UnixMs; readonly heardAt: UnixMs }
  | {
      readonly type: 'CompleteOverride';
      readonly at: UnixMs;
      readonly outcome: string;
      readonly clientOrderId?: string;
    }
  | {
      readonly type: 'RefuseOverride';
      readonly at: UnixMs;
      readonly code: OverrideRefusal;
      readonly detail: string;
    };

type CommandOf<T extends OverrideCommand['type']> = Extract<OverrideCommand, { type: T }>;

/** An attempt at what its actor may not do stays in the log, refused. */
const request = ({ at: _at, type: _type, heardAt, ...wanted }: CommandOf<'RequestOverride'>): OverrideFact[] => {
  const { overrideId, kind, actor } = wanted;
  const allowed = mayOrder(actor, kind);
  const waits = allowed && OVERRIDE_KINDS[kind].confirmed;
  const requested: OverrideFact = {
    type: 'OverrideRequested',
    data: { ...wanted, requestedAt: heardAt, ...(waits && { confirmBefore: heardAt + CONFIRM_WITHIN_MS }) },
  };
  if (allowed) return [requested];
  const detail = `${kind} is for an administrator`;
  return [requested, { type: 'OverrideRefused', data: { overrideId, kind, code: 'NOT_ADMINISTRATOR', detail } }];
};

type Waiting = Extract<OverrideState, { status: 'waiting' }>;

const expired = ({ overrideId, kind, confirmBefore }: Waiting, heardAt: UnixMs): OverrideFact => ({
  type: 'OverrideExpired',
  data: { overrideId, kind, confirmBefore, noticedAt: heardAt },
});

const confirm = (state: Waiting, { actor, heardAt }: CommandOf<'ConfirmOverride'>): OverrideFact[] => {
  if (heardAt > state.confirmBefore) return [expired(state, heardAt)];
  if (!mayOrder(actor, state.kind)) return [];
  const { overrideId, kind, order, reason } = state;
  return [{ type: 'OverrideConfirmed', data: { overrideId, kind, order, reason, actor, confirmedAt: heardAt } }];
};

const decide = (command: OverrideCommand, state: OverrideState): readonly OverrideFact[] => {
  if (command.type === 'RequestOverride') return state.status === 'none' ? request(command) : [];
  assert(state.status !== 'none', `${command.type} of an override that nobody requested`);
  const { overrideId, kind } = state;
  switch (command.type) {
    case 'ConfirmOverride':
      return state.status === 'waiting' ? confirm(state, command) : [];
    case 'ExpireOverride': {
      const isLate = state.status === 'waiting' && command.heardAt > state.confirmBefore;
      return isLate ? [expired(state, command.heardAt)] : [];
    }
    case 'CompleteOverride': {
      const { outcome, clientOrderId } = command;
      if (state.status !== 'accepted') return [];
      const made = clientOrderId === undefined ? {} : { clientOrderId };
      return [{ type: 'OverrideExecuted', data: { overrideId, kind, outcome, ...made } }];
    }
    case 'RefuseOverride': {
      const { code, detail } = command;
      return state.status === 'accepted' ? [{ type: 'OverrideRefused', data: { overrideId, kind, code, detail } }] : [];
    }
    default:
      return unreachable(command, 'override command');
  }
};

const evolve = (state: OverrideState, fact: OverrideFact): OverrideState => {
  if (fact.type === 'OverrideRequested') {
    const { confirmBefore, ...asked } = fact.data;
    return confirmBefore === undefined
      ? { ...asked, status: 'accepted' }
      : { ...asked, confirmBefore, status: 'waiting' };
  }
  assert(state.status !== 'none', `${fact.type} of an override that nobody requested`);
  switch (fact.type) {
    case 'OverrideConfirmed':
      return { ...state, status: 'accepted' };
    case 'OverrideExpired':
      return { ...state, status: 'expired' };
    case 'OverrideExecuted': {
      const { outcome, clientOrderId } = fact.data;
      return { ...state, status: 'executed', outcome, ...(clientOrderId !== undefined && { clientOrderId }) };
    }
    case 'OverrideRefused': {
      const { code, detail } = fact.data;
      return { ...state, status: 'refused', code, detail };
    }
  }
};

/** A request, the second word that some kinds ask for, and the outcome: each once. */
export const overrideDecider: Decider<OverrideCommand, OverrideState, OverrideFact> = {
  category: 'override',
  initialState: { status: 'none' },
  stateVersion: 1,
  evolve,
  decide,
};
