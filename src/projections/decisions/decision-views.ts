import { rowsBy } from '../reading.js';
import type { ReadStore } from '../read-store.port.js';
import type { DecisionView } from '../views.js';
import type { DecisionResultRow, DecisionRow, DecisionVerdictRow } from './decision.row.js';

/** Joins what the account said of a proposal and what came of it. */
export const decisionViews = async (
  store: ReadStore,
  rows: readonly DecisionRow[],
): Promise<readonly DecisionView[]> => {
  const intents = rows.flatMap(({ intentId }) => (intentId === undefined ? [] : [intentId]));
  const [verdicts, results] = await Promise.all([
    rowsBy<DecisionVerdictRow>(store, 'decisions', 'verdicts', 'intentId', intents),
    rowsBy<DecisionResultRow>(store, 'decisions', 'results', 'intentId', intents),
  ]);
  return rows.map(({ outcome: _, position: _position, ...leg }) => {
    const verdict = verdicts.get(leg.intentId ?? '');
    const result = results.get(leg.intentId ?? '');
    return {
      ...leg,
      ...(verdict !== undefined && { verdict: verdictView(verdict) }),
      ...(result !== undefined && { positionId: result.positionId }),
      ...(result?.netUsdt !== undefined && { netUsdt: result.netUsdt }),
    };
  });
};

const verdictView = ({ outcome, code }: DecisionVerdictRow): NonNullable<DecisionView['verdict']> => ({
  outcome,
  ...(code !== undefined && { code }),
});
