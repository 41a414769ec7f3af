/** One whole verdict (every rule, twice where resized); the design wants a p99 under 0.2 ms. */
import { assessIntent } from '../../dist/domain/account/risk/assess-intent.js';
import { INITIAL_ACCOUNT } from '../../dist/domain/account/account.evolve.js';
import { DEFAULT_POLICY } from '../../dist/domain/account/risk/policy.js';
import { RISK_RULES } from '../../dist/domain/account/risk/rules/index.js';
import { Dec } from '../../dist/domain/shared/decimal.js';
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
  ...INITIAL_ACCOUNT,
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

const commandOf = (proposal, n) => ({
  type: 'AssessIntent',
  at: AT,
  intent: { ...proposal, intentId: `bench-${n}` },
  quotes,
  instrument: INSTRUMENTS['XRP/BTC'],
});

/** Every decimal operation of one verdict, as it was called: what the verdict cannot do without. */
const decimalCallsOf = (command, account) => {
  const calls = [];
  const original = new Map();
  let depth = 0;
  for (const method of Object.getOwnPropertyNames(Dec.prototype)) {
    const operation = Dec.prototype[method];
    if (typeof operation !== 'function' || method === 'constructor') continue;
    original.set(method, operation);
    Dec.prototype[method] = function (...args) {
      if (depth === 0) calls.push([operation, this, args]);
      depth += 1;
      try {
        return operation.apply(this, args);
      } finally {
        depth -= 1;
      }
    };
  }
  try {
    assessIntent(command, account);
  } finally {
    for (const [method, operation] of original) Dec.prototype[method] = operation;
  }
  return calls;
};

const timed = (work) => {
  const startedAt = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - startedAt) / 1e6;
};
const shares = (times) => {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)];
  return { median: at(0.5), p99: at(0.99), worst: times.at(-1) };
};

console.log(`node ${process.version}, ${RISK_RULES.length} rules, 25 000 verdicts each`);
for (const [name, [proposal, account]] of Object.entries(cases)) {
  const calls = decimalCallsOf(commandOf(proposal, 0), account);
  const verdicts = [];
  const decimals = [];
  for (let n = 0; n < 30_000; n++) {
    const command = commandOf(proposal, n);
    const verdict = timed(() => assessIntent(command, account));
    // Side by side in one round, so that both meet the same machine.
    const arithmetic = timed(() => {
      for (const [operation, on, args] of calls) operation.apply(on, args);
    });
    // The first calls are compiled while they are measured.
    if (n < 5_000) continue;
    verdicts.push(verdict);
    decimals.push(arithmetic);
  }
  const whole = shares(verdicts);
  const part = shares(decimals);
  console.log(`${name}: ${assessIntent(commandOf(proposal, 0), account).type}`);
  console.log(
    `  verdict: median ${whole.median.toFixed(4)} ms, p99 ${whole.p99.toFixed(4)} ms, worst ${whole.worst.toFixed(3)} ms`,
  );
  console.log(
    `  of it decimal arithmetic: ${calls.length} operations, median ${part.median.toFixed(4)} ms (${((100 * part.median) / whole.median).toFixed(0)} %)`,
  );
  if (whole.p99 > P99_LIMIT_MS) process.exitCode = 1;
}
