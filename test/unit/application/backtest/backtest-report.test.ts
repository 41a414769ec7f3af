import { BacktestReport } from '../../../../src/application/backtest/backtest-report.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';

const METADATA = {
  eventId: 'e',
  commandId: 'c',
  correlationId: 'c',
  causationId: 'c',
  actor: 'test',
  at: 1,
  schema: 1,
};
const fact = (type: string, data: unknown = {}): RecordedFact => ({
  position: '1',
  stream: 'account-main',
  version: 0,
  type,
  data,
  metadata: METADATA,
});
const figures = (facts: readonly RecordedFact[], finalEquity?: string) =>
  facts.reduce((report, one) => report.with(one), BacktestReport.empty).figures(finalEquity);

const closed = (instrumentId: string, side: string, netUsdt: string) =>
  fact('PositionClosed', { instrumentId, side, netUsdt });
const filled = (clientOrderId: string, purpose: string, fillNo: number, leavesQty: string) =>
  fact('OrderFilled', { order: { clientOrderId, purpose }, fillNo, leavesQty });
const equity = (value: string) => fact('EquityMarked', { equity: value });

test('an empty log has figures too', () => {
  expect(figures([])).toMatchObject({
    facts: 0,
    positionsClosed: 0,
    deniedByCode: {},
    realisedPnl: '0',
    maxDrawdownPct: '0',
  });
});

test('denials are counted by the first rule that failed, in the order of the engine', () => {
  const denied = (code: string) => fact('IntentDenied', { code, failed: [code, 'POSITION_OPEN'] });
  const { denied: count, deniedByCode } = figures([denied('COOLDOWN'), denied('HALTED'), denied('COOLDOWN')]);
  expect(count).toBe(3);
  expect(JSON.stringify(deniedByCode)).toBe('{"HALTED":1,"COOLDOWN":2}');
});

test('closed positions by side and instrument; zero is no win', () => {
  const facts = [closed('BTC/USDT', 'long', '1'), closed('XRP/BTC', 'short', '-1'), closed('XRP/BTC', 'long', '0')];
  expect(figures(facts)).toMatchObject({
    positionsClosed: 3,
    longsClosed: 2,
    shortsClosed: 1,
    wins: 1,
    closedByInstrument: { 'BTC/USDT': 1, 'XRP/USDT': 0, 'XRP/BTC': 2 },
  });
});

test('an entry counts once as partial: filled in two executions, or not to its end; stops never do', () => {
  const facts = [
    filled('a', 'entry', 0, '0'),
    filled('b', 'entry', 0, '2'),
    filled('b', 'entry', 1, '0'),
    filled('c', 'entry', 0, '0.1'),
    filled('d', 'stop', 0, '5'),
  ];
  expect(figures(facts)).toMatchObject({ fills: 5, partialEntries: 2 });
});

test('realised is gross less every fee, exactly', () => {
  const facts = [
    fact('FillBooked', { grossUsdt: '0', feeUsdt: '0.1' }),
    fact('FillBooked', { grossUsdt: '10.000000000000000001', feeUsdt: '0.2' }),
    fact('FeeCharged', { feeUsdt: '0.025' }),
  ];
  expect(figures(facts)).toMatchObject({ realisedPnl: '9.675000000000000001', fees: '0.325' });
});

test('drawdown is the deepest fall from an earlier peak, the last valuation included', () => {
  const curve = [equity('100'), equity('90'), equity('120'), equity('111'), equity('115')];
  expect(figures(curve)).toMatchObject({ finalEquity: '115', maxDrawdownPct: '10' });
  expect(figures(curve, '60')).toMatchObject({ finalEquity: '60', maxDrawdownPct: '50' });
  expect(figures(curve, '130')).toMatchObject({ finalEquity: '130', maxDrawdownPct: '10' });
});

test('profit that is set aside is no drawdown', () => {
  // 120, of which 20 are kept: 95 is 5 % below what is left of the peak.
  const curve = [equity('120'), fact('ProfitSetAside', { amountUsdt: '20' }), equity('95')];
  expect(figures(curve)).toMatchObject({ finalEquity: '95', maxDrawdownPct: '5' });
});

test('counts what happened on the road', () => {
  const types = [
    'SignalRecorded',
    'CycleOpened',
    'TradeProposed',
    'IntentApproved',
    'IntentResized',
    'OrderInitialized',
  ];
  expect(figures([...types, 'SignalRecorded', 'Whatever'].map((type) => fact(type)))).toMatchObject({
    facts: 8,
    signals: 2,
    cycles: 1,
    proposals: 1,
    approved: 1,
    resized: 1,
    orders: 1,
  });
});
