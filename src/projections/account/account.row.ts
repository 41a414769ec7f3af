import type { DecimalString } from '../../domain/shared/decimal.js';
import type { AccountView } from '../views.js';

/** The account as its facts leave it: the view, and the peak of all times that the drawdown figure is measured from. */
export interface AccountRow extends AccountView {
  /** Unlike `peak` it is never anchored anew: a cleared halt forgives the breaker, not the record. */
  readonly highest?: { readonly equity: DecimalString; readonly tradingPnl: DecimalString };
}

export const EMPTY_ACCOUNT: AccountRow = {
  accountId: '',
  mode: '',
  openedAt: 0,
  balances: [],
  deposited: '0',
  withdrawn: '0',
  kept: { setAside: '0', spent: '0' },
  corrections: [],
  realisedGross: '0',
  fees: '0',
  realisedNet: '0',
  maxDrawdownPct: '0.00',
  gates: { pauses: [], degradation: 1, cooldowns: [], breakers: [], streak: { losses: 0, since: 0 } },
  counts: { openPositions: 0, closedPositions: 0, wins: 0, losses: 0 },
};
