import type { AccountState } from '../../domain/account/account.state.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import {
  whyNotDeposit,
  whyNotTransfer,
  whyNotWithdraw,
  whyNotWithdrawHodl,
} from '../../domain/account/equity/move-funds.js';
import { whyNotClaim, type ClaimRefusal } from '../../domain/account/foreign-orders/why-not-claim.js';
import type { OverrideRefusal } from '../../domain/overrides/override.events.js';

export interface WhyNot {
  readonly code: OverrideRefusal;
  readonly detail: string;
}

const CLAIMS: Readonly<Partial<Record<ClaimRefusal, string>>> = {
  UNKNOWN_ORDER: 'no adopted order has this id: the page of orders lists those that have',
  ALREADY_CLAIMED: 'it is ours already: cancel it, or let it fill',
  POSITION_OPEN: 'a position is open in its instrument: close that one first, or cancel the order',
  STOP_MISSING: 'the stop must be a price above 0',
  TARGET_MISSING: 'the target must be a price above 0',
  WRONG_SIDE_LEVELS: 'stop and target must lie on either side of the price of the order: the stop where it would lose',
  STOP_TOO_NEAR: 'the stop is nearer to the price of the order than any may be: move it away',
};

const claimRefused = (code: ClaimRefusal): WhyNot => ({
  code,
  detail: CLAIMS[code] ?? `openings are not allowed now (${code}): cancel the order, or end that first`,
});

const money = (detail: string | undefined): WhyNot | undefined =>
  detail === undefined ? undefined : { code: 'MONEY_REFUSED', detail };

/** Why the account makes no fact of a command, in the words of who decides it; undefined where nothing is in its way. */
export const whyNot = (command: AccountCommand, account: AccountState): WhyNot | undefined => {
  switch (command.type) {
    case 'DepositFunds':
      return money(whyNotDeposit(command));
    case 'TransferFunds':
      return money(whyNotTransfer(account, command));
    case 'WithdrawFunds':
      return money(whyNotWithdraw(account, command));
    case 'WithdrawHodl':
      return money(whyNotWithdrawHodl(account, command));
    case 'ClaimForeignOrder': {
      const code = whyNotClaim(account, command);
      return code && claimRefused(code);
    }
    case 'CancelForeignOrder':
      return Object.hasOwn(account.foreignOrders, command.foreignOrderId) ? undefined : claimRefused('UNKNOWN_ORDER');
    default:
      return undefined;
  }
};
