import { assembleDesk } from '../../../dist/infrastructure/bootstrap/assemble-desk.js';
import { BEGINNING } from '../../../dist/application/messaging/engine.js';
import { DEFAULT_POLICY } from '../../../dist/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../../dist/domain/matching/paper-settings.js';

const T0 = Date.UTC(2026, 0, 5, 12);
const MINUTE = 60_000;
const INSTRUMENT = 'BTC/USDT';
const data = { label: 'bench', baseTimeframe: '1m', instruments: [INSTRUMENT], warmup: () => [], steps: () => [] };
const [open, close] = ['60000', '60000'];
const candle = { instrumentId: INSTRUMENT, timeframe: '1m', openTime: T0 - MINUTE, open, close };
const step = { closeTime: T0, candles: [{ ...candle, high: '60010', low: '59990', volume: '100' }] };

const adviser = (agent) => ({
  agent,
  runId: `run-${agent}`,
  direction: 'long',
  confidence: '0.8',
  validUntil: T0 + MINUTE,
  reasons: [],
});
const snapshot = {
  instrumentId: INSTRUMENT,
  quote: { instrumentId: INSTRUMENT, bid: '59994', ask: '60006', at: T0, source: 'candle' },
  regime: 'trending_bull',
  atr1h: '480.288024',
  advisers: [adviser('technical'), adviser('regime')],
  candles: [],
  dataAgeMs: 0,
};
const levels = { confidence: '0.7', entry: '60000', stop: '59000', target: '62400' };
const vote = { instrumentId: INSTRUMENT, action: 'open_long', ...levels, reasons: ['up'] };

/** The commands of a decision that ends in one proposal. */
const decisionOf = (cycleId) => [
  {
    type: 'OpenCycle',
    cycleId,
    dueAt: T0,
    takenAt: T0,
    instruments: [snapshot],
    panel: ['rules'],
    configuredAdvisers: ['technical', 'regime'],
    at: T0,
  },
  { type: 'CastVotes', member: 'rules', answer: { votes: [vote] }, policy: DEFAULT_POLICY, at: T0 },
  { type: 'ConcludeCycle', policy: DEFAULT_POLICY, at: T0 },
];

/**
 * A new account with one minute of market decides to open a position, and its engine takes it from there. Returns the
 * time from the stored proposal to the stored permission of the one submission, ms.
 */
export const msToOrder = async (n, storage, { runner, dispatcher, writtenAt }) => {
  const accountId = `bench${n}`;
  const settings = { accountId, mode: 'paper', policy: DEFAULT_POLICY, paper: DEFAULT_PAPER, deposit: '10000' };
  const parts = { ...storage, data, runner, dispatcher };
  const { desk, clock, market, venue } = assembleDesk({ ...settings, tradingFrom: T0 }, parts);
  const position = (await storage.store.head()) ?? BEGINNING;
  const storeId = await storage.store.storeId();
  await storage.checkpoints.save(`engine-${accountId}`, { storeId, position, memory: { open: {}, at: 0 } });
  await desk.locate();
  clock.moveTo(T0);
  market.push(step);
  await venue.open([{ currency: 'USDT', amount: '10000' }]);
  await desk.start();
  const cycleId = `cycle${n}`;
  for (const command of decisionOf(cycleId)) {
    await dispatcher.start('bench', `${cycleId} ${command.type}`, { to: 'decision', id: cycleId, command }, cycleId);
  }
  delete writtenAt.OrderSubmitted;
  const proposedAt = writtenAt.TradeProposed;
  await desk.hear();
  if (writtenAt.OrderSubmitted === undefined) throw new Error(`${accountId}: the proposal became no order`);
  return writtenAt.OrderSubmitted - proposedAt;
};
