import { btcLong, look, saidBy } from '../../../../../support/risk.js';

const said = saidBy('regime');

test.each(['volatile', 'choppy', 'trending_bull', 'trending_bear', 'quiet', 'ranging'] as const)(
  '%s is one',
  (regime) => {
    expect(said(btcLong({ regime }))).toBe('pass');
  },
);

test.each(['unknown', 'trending_up', 'constructor', '__proto__', 'toString', '', undefined, null, NaN, 0, {}])(
  '%p opens nothing',
  (word) => {
    const [code] = look(btcLong({ regime: word as 'unknown' })) as readonly string[];
    expect(code).toBe('REGIME_UNKNOWN');
  },
);
