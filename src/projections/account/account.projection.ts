import { add } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { idOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, timeKey, type Projection } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import type { EquityPointView } from '../views.js';
import {
  breakerCleared,
  breakerTripped,
  cooldownStarted,
  haltCleared,
  paused,
  resumed,
  weekReviewed,
} from './account-gates.js';
import { closed, deposited, marked, realised } from './account-money.js';
import { corrected, setAside, takenFromKept, transferred, withdrawn } from './account-moves.js';
import { EMPTY_ACCOUNT, type AccountRow } from './account.row.js';

/** Facts about gates; undefined for any other. */
const gatesAfter = (gates: AccountRow['gates'], recorded: RecordedFact): AccountRow['gates'] | undefined => {
  const fact = deskFact(recorded);
  switch (fact.type) {
    case 'TradingPaused':
      return paused(gates, fact.data.reason);
    case 'TradingResumed':
      return resumed(gates, fact.data.reason);
    case 'TradingHalted':
      return { ...gates, halted: { at: fact.data.at, reason: fact.data.reason } };
    case 'HaltCleared':
      return haltCleared(gates);
    case 'DegradationChanged':
      return { ...gates, degradation: fact.data.to };
    case 'CooldownStarted':
      return cooldownStarted(gates, fact.data);
    case 'BreakerTripped':
      return breakerTripped(gates, fact.data);
    case 'BreakerCleared':
      return breakerCleared(gates, fact.data);
    case 'WeekReviewed':
      return weekReviewed(gates);
    case 'StreakCleared':
      return { ...gates, streak: { losses: 0, since: fact.data.at } };
    default:
      return undefined;
  }
};

const accountAfter = (row: AccountRow, recorded: RecordedFact): AccountRow => {
  const fact = deskFact(recorded);
  switch (fact.type) {
    case 'AccountOpened':
      return { ...row, accountId: fact.data.accountId, mode: fact.data.mode, openedAt: recorded.metadata.at };
    case 'FundsDeposited':
      return deposited(row, fact.data);
    case 'FundsTransferred':
      return transferred(row, fact.data);
    case 'FundsWithdrawn':
      return withdrawn(row, fact.data);
    case 'HodlWithdrawn':
      return takenFromKept(row, fact.data);
    case 'ProfitSetAside':
      return setAside(row, fact.data);
    case 'HodlBought':
      return { ...row, kept: { ...row.kept, spent: add(row.kept.spent, fact.data.costUsdt) } };
    case 'BalanceCorrected':
      return corrected(row, fact.data);
    case 'FillBooked':
      return realised(row, fact.data);
    case 'FeeCharged':
      return realised(row, { ...fact.data, grossUsdt: '0' });
    case 'PositionOpened':
      return { ...row, counts: { ...row.counts, openPositions: row.counts.openPositions + 1 } };
    case 'PositionClosed':
      return closed(row, fact.data);
    case 'EquityMarked':
      return marked(row, fact.data);
    case 'PeriodOpened': {
      const { period, openedAt: at, equity, tradingPnl } = fact.data;
      return period === 'day' ? { ...row, dayOpening: { at, equity, tradingPnl } } : row;
    }
    case 'PeakReanchored': {
      const { at, equity, tradingPnl } = fact.data;
      return { ...row, peak: { at, equity, tradingPnl } };
    }
    default: {
      const gates = gatesAfter(row.gates, recorded);
      return gates === undefined ? row : { ...row, gates };
    }
  }
};

const equityPoint = (recorded: RecordedFact): readonly RowChange[] => {
  const fact = deskFact(recorded);
  if (fact.type !== 'EquityMarked') return [];
  const { at, equity, tradingPnl, reason } = fact.data;
  const point: EquityPointView = { at, equity, tradingPnl, reason };
  return [put('equity', recorded.position, timeKey(at), point)];
};

/** Money, gates and counts of the account, and its equity curve. */
export const accountProjection: Projection = {
  name: 'account',
  version: 3,
  tables: { account: { filters: [] }, equity: { filters: [] } },
  categories: ['account'],
  reads: ({ stream }) => [{ table: 'account', key: idOf(stream) }],
  project: (fact, read) => {
    const key = idOf(fact.stream);
    const before = (read('account', key) as AccountRow | undefined) ?? EMPTY_ACCOUNT;
    const after = accountAfter(before, fact);
    return [...(after === before ? [] : [put('account', key, key, after)]), ...equityPoint(fact)];
  },
};
