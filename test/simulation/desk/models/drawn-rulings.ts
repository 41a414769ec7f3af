import type { OpenConflict } from '../../../../src/domain/decisions/open-conflicts.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';
import type { Chance } from '../plan/chance.js';

type Entry = Readonly<Record<string, unknown>>;

/** A trade that becomes smaller or safer. */
const modest = (chance: Chance, { stopPct }: OpenConflict): Entry => ({
  outcome: 'modify',
  ...chance.pick<Entry>([
    { sizeFactor: chance.pick(['0', '0.1', '0.5', '0.99', '1']) },
    { maxLeverage: chance.pick([1, 2, 5]) },
    { stopPct: text(dec(stopPct).mul(chance.pick([0.3, 0.8, 1]))) },
    { sizeFactor: '0.5', maxLeverage: 2, stopPct },
  ]),
});

/** What no ruling may do. */
const greedy = (chance: Chance, { stopPct }: OpenConflict): Entry =>
  chance.pick<Entry>([
    { outcome: 'modify', sizeFactor: '1.5' },
    { outcome: 'modify', sizeFactor: 'NaN' },
    { outcome: 'modify', maxLeverage: 50 },
    { outcome: 'modify', maxLeverage: 1.5 },
    { outcome: 'modify', stopPct: text(dec(stopPct).mul(2)) },
    { outcome: 'modify', stopPct: '0' },
    { outcome: 'modify' },
    { outcome: 'proceed', sizeFactor: '3' },
    { outcome: 'double' },
    { outcome: 'proceed', instrumentId: 'DOGE/USDT' },
    { outcome: 'proceed', kind: 'cross-instrument' },
    { outcome: 'proceed', reason: 7 },
  ]);

export const drawnRulings = (
  temper: 'honest' | 'contrary' | 'idle' | 'confused',
  chance: Chance,
  asked: readonly OpenConflict[],
): readonly unknown[] => {
  if (temper === 'confused' && chance.happens(0.3)) return chance.pick([[], ['proceed'], [null]]);
  const rulings = asked.map((conflict): Entry => {
    const { instrumentId, kind } = conflict;
    const about = { instrumentId, kind, reason: 'as drawn' };
    if (temper === 'idle') return { ...about, outcome: 'wait' };
    if (temper === 'contrary') return { ...about, outcome: chance.pick(['abort', 'proceed']) };
    if (temper === 'confused') return { ...about, ...greedy(chance, conflict) };
    return { ...about, ...(chance.happens(0.5) ? modest(chance, conflict) : { outcome: 'proceed' }) };
  });
  return temper === 'confused' && chance.happens(0.2) ? [...rulings, ...rulings] : rulings;
};
