import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../src/domain/matching/paper-settings.js';
import type { BacktestRequest } from '../../src/infrastructure/bootstrap/run-backtest.js';

/** The shipped desk over the given candles, in memory. */
export const backtestOf = (request: Partial<BacktestRequest> & Pick<BacktestRequest, 'candles'>): BacktestRequest => ({
  store: { kind: 'memory' },
  accountId: 'main',
  deposit: '10000',
  policy: DEFAULT_POLICY,
  paper: DEFAULT_PAPER,
  ...request,
});
