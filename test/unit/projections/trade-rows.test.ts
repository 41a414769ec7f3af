import type { Projection } from '../../../src/projections/projection.js';
import { auditProjection } from '../../../src/projections/audit/audit.projection.js';
import { decisionsProjection } from '../../../src/projections/decisions/decisions.projection.js';
import { fillsProjection } from '../../../src/projections/fills/fills.projection.js';
import { ordersProjection } from '../../../src/projections/orders/orders.projection.js';
import { positionsProjection } from '../../../src/projections/positions/positions.projection.js';
import { signalsProjection } from '../../../src/projections/signals/signals.projection.js';
import { verdictsProjection } from '../../../src/projections/verdicts/verdicts.projection.js';
import { permissionsProjection } from '../../../src/projections/why/permissions.projection.js';
import { recorded, type Commit } from '../../support/desk-log.js';
import { story, wholeStory } from '../../support/desk-story.js';
import { rowsAfter } from '../../support/folded.js';
import { booked } from '../../support/story-money.js';
import { firstFill, orderCommit, entryOrder, submitted } from '../../support/story-orders.js';
import { ACCOUNT, second } from '../../support/story-time.js';

const rows = (projection: Projection, table: string, commits: readonly Commit[] = wholeStory) =>
  rowsAfter(projection, table, recorded(commits));

const untilEntry = [...story.opening, ...story.decision, ...story.verdicts, ...story.entry];

describe('positions', () => {
  test('grow with entry fills, and their stop rests when the venue has it', () => {
    expect(rows(positionsProjection, 'positions', untilEntry)).toMatchObject([
      {
        status: 'open',
        quantity: '0.02',
        cost: '1199.85',
        enteredCost: '1199.85',
        maxQuantity: '0.02',
        feesUsdt: '4.7994',
        initialStop: '59000',
        protection: 'requested',
        stopOrderId: 'stop-1',
      },
    ]);
    expect(rows(positionsProjection, 'stops', untilEntry)).toEqual([{ clientOrderId: 'stop-1', resting: true }]);
  });

  test('end with their whole result and nothing left open', () => {
    const [position] = rows(positionsProjection, 'positions');
    expect(position).toMatchObject({
      status: 'closed',
      closer: 'target',
      quantity: '0',
      enteredQuantity: '0.02',
      exitPrice: '62400',
      netUsdt: '38.3586',
      closedAt: second(105),
      protection: 'none',
    });
    expect(position).not.toHaveProperty('exitUnderWay');
    expect(rows(positionsProjection, 'stops')).toEqual([{ clientOrderId: 'stop-1', resting: false }]);
  });

  test('an exit under way is shown with its step', () => {
    const commits = [...untilEntry, ...story.exit.slice(0, 3)];
    expect(rows(positionsProjection, 'positions', commits)).toMatchObject([
      { exitUnderWay: { closer: 'target', step: 1 } },
    ]);
  });

  test('a change without a position is impossible and stops the fold', () => {
    expect(() => rows(positionsProjection, 'positions', story.exit)).toThrow('without an open position');
  });
});

describe('orders', () => {
  test("have the status of the domain's state machine, and fees by what the account booked", () => {
    expect(rows(ordersProjection, 'orders')).toMatchObject([
      { clientOrderId: 'entry-1', status: 'filled', life: 'ended', venueOrderId: 'V1', updatedAt: second(8) },
      { clientOrderId: 'stop-1', status: 'canceled', life: 'ended', positionId: 'position-1' },
      { clientOrderId: 'close-1', status: 'filled', purpose: 'close' },
    ]);
    expect(rows(ordersProjection, 'fees')).toEqual([
      { clientOrderId: 'close-1', feesUsdt: '4.992' },
      { clientOrderId: 'entry-1', feesUsdt: '4.7994' },
    ]);
  });

  test('a partly filled order says so', () => {
    const commits = [orderCommit('entry-1', 3, ...submitted(entryOrder, 3)), orderCommit('entry-1', 5, firstFill)];
    expect(rows(ordersProjection, 'orders', commits)).toMatchObject([{ status: 'partially filled', life: 'working' }]);
  });
});

describe('fills', () => {
  test('each names the position that it made, grew or closed', () => {
    expect(rows(fillsProjection, 'fills')).toMatchObject([
      { tradeId: 'trade-1', positionId: 'position-1', intentId: 'intent-1', price: '60000', feeUsdt: '1.2' },
      { tradeId: 'trade-2', positionId: 'position-1', intentId: 'intent-1', quantity: '0.015' },
      { tradeId: 'trade-3', positionId: 'position-1', intentId: 'intent-1', grossUsdt: '48.15', purpose: 'close' },
    ]);
  });

  test('one that leaves no position is listed without, and takes none from another commit', () => {
    const kept: Commit = { stream: ACCOUNT, at: second(5), facts: [booked(firstFill, '0', '0.005', '-301.2')] };
    const [row] = rows(fillsProjection, 'fills', [kept, ...story.exit.slice(1)]);
    expect(row).toMatchObject({ tradeId: 'trade-1', intentId: '' });
    expect(row).not.toHaveProperty('positionId');
  });

  test('F-P13 a position that ends without a fill (dust, a correction) leaves the fills as they are', () => {
    const closed = story.exit.flatMap(({ facts }) => facts.filter(({ type }) => type === 'PositionClosed'));
    const dust: Commit = { stream: ACCOUNT, at: second(99), facts: closed };
    expect(closed).toHaveLength(1);
    const before = rows(fillsProjection, 'fills', story.entry);
    expect(rows(fillsProjection, 'fills', [...story.entry, dust])).toEqual(before);
  });
});

test('signals: every run, the missed ones with their reason', () => {
  expect(rows(signalsProjection, 'signals')).toMatchObject([
    { agent: 'technical', status: 'recorded', direction: 'long', confidence: '0.80' },
    { agent: 'regime', status: 'missed', reasons: ['no_data: too few candles'] },
  ]);
});

test('decisions: one row per cycle and instrument, with verdict and result by intent', () => {
  expect(rows(decisionsProjection, 'legs')).toMatchObject([
    {
      instrumentId: 'BTC/USDT',
      proposal: 'proposed-open',
      outcome: 'proposed',
      intentId: 'intent-1',
      votes: [{ member: 'rules', action: 'open_long', stop: '59000' }],
      consensus: { winner: 'open_long', arithmetic: ['0.80 x 1 = 0.80'] },
      conflicts: [{ kind: 'regime', resolver: 'rules', outcome: 'proceed', detail: 'late trend: within the table' }],
      advisers: [{ agent: 'technical', direction: 'long' }],
      candles: [{ timeframe: '1h', digest: 'digest-1h' }],
    },
    { instrumentId: 'XRP/USDT', proposal: 'NO_DATA', outcome: 'abandoned', discarded: [{ reason: 'NO_DATA' }] },
  ]);
  expect(rows(decisionsProjection, 'verdicts')).toMatchObject([
    { intentId: 'intent-1', instrumentId: 'BTC/USDT', outcome: 'approved' },
    { intentId: 'intent-2', instrumentId: 'XRP/USDT', outcome: 'denied', code: 'REGIME_UNKNOWN' },
  ]);
  expect(rows(decisionsProjection, 'results')).toEqual([
    { intentId: 'intent-1', positionId: 'position-1', netUsdt: '38.3586' },
  ]);
});

test('verdicts: every rule, and the order that was allowed', () => {
  expect(rows(verdictsProjection, 'verdicts')).toMatchObject([
    { intentId: 'intent-1', outcome: 'approved', failed: [], order: { clientOrderId: 'entry-1', quantity: '0.02' } },
    { intentId: 'intent-2', outcome: 'denied', code: 'REGIME_UNKNOWN', rules: [{ rule: 'regime', result: 'fail' }] },
  ]);
});

test('audit: a sentence for what matters to money or permission, none for figures', () => {
  const lines = rows(auditProjection, 'lines');
  const texts = lines.map(({ text }) => text);
  expect(texts).toContain('bought 0.005 BTC/USDT at 60000, fee 1.2 USDT');
  expect(texts).toContain('long BTC/USDT closed by target at 62400: net +38.3586 USDT after 9.7914 of fees');
  expect(texts).toContain('short XRP/USDT denied: REGIME_UNKNOWN');
  expect(texts).toContain('trading halted: drill');
  expect(lines.map(({ type }) => type)).not.toContain('EquityMarked');
  expect(lines.find(({ type }) => type === 'OrderFilled')).toMatchObject({ instrumentId: 'BTC/USDT' });
});

test('permissions: each is found by the key that its order names', () => {
  expect(rows(permissionsProjection, 'permissions').map(({ key }) => key)).toEqual([
    'exit-1#1',
    'exit:exit-1',
    'intent-1#1',
    'position-1#1',
    'position-1#2',
  ]);
});
