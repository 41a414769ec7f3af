import type { AccountCommand } from '../../domain/account/account.commands.js';
import type { AccountState } from '../../domain/account/account.state.js';
import type { Instrument, InstrumentId } from '../../domain/market/instrument.js';
import type { Quotes } from '../../domain/market/quote.js';
import type { Regime } from '../../domain/market/regime.js';
import { openingIntent } from '../../domain/overrides/opening-intent.js';
import type { OverrideActor, Wish } from '../../domain/overrides/override-orders.js';
import { limitsWith } from '../../domain/overrides/wanted-limits.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { Addressed } from '../processes/process.js';

/** The pause that an operator sets and lifts, beside those that the desk sets itself. */
const OPERATOR_PAUSE = 'operator';
/** Emergency is left for safe mode, which still opens nothing: one word is not enough for both. */
const AFTER_EMERGENCY = 3;

/** What is wanted, why, and what the desk sees as it is carried out. */
export interface CarryingOut {
  readonly accountId: string;
  readonly overrideId: string;
  readonly reason: string;
  readonly actor: OverrideActor;
  /** When it was asked for, or confirmed: by the market's clock, like `at`. */
  readonly askedAt: UnixMs;
  readonly at: UnixMs;
  readonly quotes: Quotes;
  /** The venue's own metadata. */
  readonly instruments: Readonly<Record<InstrumentId, Instrument>>;
  readonly account: AccountState;
  readonly regimeOf: (instrumentId: InstrumentId) => Regime;
}

const close = (instrumentId: InstrumentId, { at, reason, quotes }: CarryingOut): AccountCommand => {
  const quote = quotes[instrumentId];
  return { type: 'ClosePosition', at, instrumentId, closer: 'operator', reason, ...(quote ? { quote } : {}) };
};

/** Those that the operator may close: the trading book's. */
const openInstruments = ({ account }: CarryingOut): readonly InstrumentId[] =>
  Object.values(account.positions)
    .filter(({ book }) => book === 'trading')
    .map(({ instrumentId }) => instrumentId);

const openByHand = (
  order: Extract<Wish, { kind: 'open-position' }>['order'],
  moment: CarryingOut,
): AccountCommand[] => {
  const { overrideId, at, askedAt, quotes, account, regimeOf } = moment;
  const { instrumentId } = order;
  const intent = openingIntent(overrideId, order, regimeOf(instrumentId), {
    at,
    askedAt,
    quotes,
    policy: account.policy,
  });
  return intent ? [{ type: 'AssessIntent', at, intent, quotes, instrument: moment.instruments[instrumentId] }] : [];
};

type TaskWish = Extract<Wish, { kind: 'disable-task' | 'enable-task' }>;

const isOfTask = (wish: Wish): wish is TaskWish => wish.kind === 'disable-task' || wish.kind === 'enable-task';

const accountCommands = (wish: Exclude<Wish, TaskWish>, moment: CarryingOut): readonly AccountCommand[] => {
  const { overrideId, reason, at, quotes, account } = moment;
  const asked = { at, reason, requestId: overrideId };
  switch (wish.kind) {
    case 'halt':
      return [{ type: 'HaltTrading', ...asked }];
    case 'clear-halt':
      return [{ type: 'ClearHalt', ...asked, quotes }];
    case 'pause':
      return [{ type: 'PauseTrading', ...asked, reason: OPERATOR_PAUSE, note: reason }];
    case 'resume':
      return [{ type: 'ResumeTrading', ...asked, reason: OPERATOR_PAUSE, note: reason }];
    case 'close-position':
      return [close(wish.order.instrumentId, moment)];
    case 'close-all':
      return openInstruments(moment).map((instrumentId) => close(instrumentId, moment));
    case 'open-position':
      return openByHand(wish.order, moment);
    case 'claim-order':
      return [{ type: 'ClaimForeignOrder', ...asked, ...wish.order }];
    case 'cancel-order':
      return [{ type: 'CancelForeignOrder', ...asked, ...wish.order }];
    case 'clear-streak':
      return [{ type: 'ClearStreak', ...asked }];
    case 'review-week':
      return [{ type: 'ReviewWeek', ...asked }];
    case 'change-limits':
      return [{ type: 'ChangeLimits', ...asked, policy: limitsWith(account.policy, wish.order.limits) }];
    case 'deposit':
      return [{ type: 'DepositFunds', ...asked, depositId: overrideId, ...wish.order }];
    case 'withdraw':
      return [{ type: 'WithdrawFunds', ...asked, withdrawalId: overrideId, quotes, ...wish.order }];
    case 'transfer':
      return [{ type: 'TransferFunds', ...asked, transferId: overrideId, quotes, ...wish.order }];
    case 'withdraw-hodl':
      return [{ type: 'WithdrawHodl', ...asked, withdrawalId: overrideId, ...wish.order }];
    case 'leave-emergency':
      return account.degradation === 4 ? [{ type: 'ChangeDegradation', ...asked, to: AFTER_EMERGENCY }] : [];
  }
};

/** The commands that carry a request out. Who gets them knows it by its id: given twice, they are done once. */
export const commandsFor = (wish: Wish, moment: CarryingOut): readonly Addressed[] => {
  const { accountId: id, overrideId: requestId, actor: by, at, reason } = moment;
  if (!isOfTask(wish)) return accountCommands(wish, moment).map((command) => ({ to: 'account', id, command }));
  const type = wish.kind === 'disable-task' ? 'DisableTask' : 'EnableTask';
  return [{ to: 'coordinator', id, command: { type, at, by, reason, requestId, ...wish.order } }];
};
