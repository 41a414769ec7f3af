/** One whole verdict (every rule, twice where resized); the design wants a p99 under 0.2 ms. */
import { assessIntent } from '../../dist/domain/account/risk/assess-intent.js';
import { DEFAULT_POLICY } from '../../dist/domain/account/risk/policy.js';
import { INSTRUMENTS } from '../../dist/domain/market/instrument.js';

const AT = 1_767_787_200_000;
const P99_LIMIT_MS = 0.2;
const quote = (instrumentId, bid, ask) => ({ instrumentId, bid, ask, at: AT, source: 'candle' });
const quotes = {
  'BTC/USDT': quote('BTC/USDT', '59994', '60006'),
  'XRP/USDT': quote('XRP/USDT', '0.49985', '0.50015'),
  'XRP/BTC': quote('XRP/BTC', '0.00000832', '0.00000834'),
};
const state = {
  policy: DEFAULT_POLICY,
  balances: { trading: { USDT: '4000', BTC: '0.0166' }, allocation: { USDT: '5000' }, hodl: {} },
  pauses: [],
  degradation: 1,
  breakers: {},
  cooldowns: {},
  day: { openedAt: AT - 3_600_000, equity: '10000', tradingPnl: '0' },
  peak: { at: AT - 3_600_000, equity: '10000', tradingPnl: '0' },
  streak: { losses: 0, since: 0 },
  realised: { gross: '0', fees: '0' },
  positions: {
    'trading:BTC/USDT': {
      book: 'trading',
      instrumentId: 'BTC/USDT',
      side: 'long',
      leverage: 1,
      quantity: '0.0166',
      cost: '996.2',
      feesUsdt: '4',
    },
  },
  reservations: {},
};
const intent = {
  intentId: 'bench',
  assessment: 1,
  cycleId: 'bench',
  instrumentId: 'XRP/BTC',
  direction: 'long',
  rawConfidence: '0.85',
  confidence: '0.85',
  entry: '0.00000834',
  stopPct: '0.0234567',
  targetPct: '0.08',
  regime: 'trending_bull',
  snapshotAt: AT - 1_000,
  proposedBy: 'agents',
};
const cases = {
  approved: [intent, state],
  resized: [intent, { ...state, policy: { ...DEFAULT_POLICY, maxOrderPct: '0.05' } }],
  denied: [{ ...intent, entry: 'NaN' }, state],
};

for (const [name, [proposal, account]] of Object.entries(cases)) {
  const times = [];
  for (let n = 0; n < 30_000; n++) {
    const command = {
      type: 'AssessIntent',
      at: AT,
      intent: { ...proposal, intentId: `bench-${n}` },
      quotes,
      instrument: INSTRUMENTS['XRP/BTC'],
    };
    const startedAt = process.hrtime.bigint();
    const { type } = assessIntent(command, account);
    // The first calls are compiled while they are measured.
    if (n >= 5_000) times.push(Number(process.hrtime.bigint() - startedAt) / 1e6);
    if (n === 0) console.log(`${name}: ${type}`);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)];
  console.log(`  median ${at(0.5).toFixed(4)} ms, p99 ${at(0.99).toFixed(4)} ms, worst ${times.at(-1).toFixed(3)} ms`);
  if (at(0.99) > P99_LIMIT_MS) process.exitCode = 1;
}
