/**
 * Two positions of the joint one-minute month (April 2023), computed once more from the candle file and the rules alone,
 * by arithmetic that shares no code with the program, and compared with the log to the last digit. The log gives what was
 * decided (direction, confidence, regime, the ATR's digits) and under which intent id; nothing else.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FillBooked, IntentApproved, PositionClosed } from '../../src/domain/account/account.events.js';
import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import type { CycleOpened, TradeProposed } from '../../src/domain/decisions/decision.events.js';
import type { PaperOrderFilled } from '../../src/domain/matching/paper-venue.events.js';
import { DEFAULT_PAPER } from '../../src/domain/matching/paper-settings.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { runBacktest } from '../../src/infrastructure/bootstrap/run-backtest.js';
import { least, x, type Exact } from '../support/recompute/exact.js';
import { MinuteFile } from '../support/recompute/minute-file.js';
import { tradeOf, type Decision, type Trade } from '../support/recompute/rules-by-hand.js';

const FOLDER = join(
  process.env['TRIBUNE_SHARED'] ?? resolve(import.meta.dirname, '../../../shared'),
  'data/ohlcv/binance',
);
const FILES = {
  'BTC/USDT': join(FOLDER, 'BTC_USDT-1m_2023.json'),
  'XRP/USDT': join(FOLDER, 'XRP_USDT-1m_2023.json'),
} as const;
const isThere = Object.values(FILES).every((file) => existsSync(file));

const facts: RecordedFact[] = [];
const all = <Data>(type: string): readonly Data[] =>
  facts.filter((fact) => fact.type === type).map(({ data }) => data as Data);

type Closed = PositionClosed['data'];

const changesOf = (positionId: string): number =>
  all<{ positionId: string }>('ProtectionChanged').filter((each) => each.positionId === positionId).length;

const isAlone = ({ openedAt, positionId }: Closed): boolean =>
  !all<Closed>('PositionClosed').some(
    (other) => other.positionId !== positionId && other.openedAt <= openedAt && openedAt < other.closedAt,
  );

/** Stopped where the stop had stood from the beginning, and opened while nothing else was open. */
const firstStopped = (side: 'long' | 'short'): Closed => {
  const found = all<Closed>('PositionClosed').find(
    (position) =>
      position.side === side &&
      position.leverage === (side === 'long' ? 1 : 2) &&
      position.closer === 'stop' &&
      changesOf(position.positionId) === 1 &&
      isAlone(position),
  );
  if (!found) throw new Error(`no stopped ${side} in this month`);
  return found;
};

const approvalOf = (intentId: string) => {
  const index = facts.findIndex(
    ({ type, data }) => type === 'IntentApproved' && (data as IntentApproved['data']).intent.intentId === intentId,
  );
  return { before: facts.slice(0, index), approval: (facts[index] as RecordedFact<IntentApproved>).data };
};

/** 10 000 were deposited, half of it into the trading book; all is in USDT again, so what was booked until then is E. */
const sizingEquity = (before: readonly RecordedFact[]): Exact => {
  const booked = before
    .filter(({ type }) => type === 'FillBooked' || type === 'FeeCharged')
    .flatMap(({ data }) => (data as FillBooked['data']).changes)
    .filter(({ currency }) => currency === 'USDT')
    .reduce((sum, { amount }) => sum.plus(x(amount)), x(0));
  return least(x(10_000).plus(booked), x(5_000).plus(booked).times(x(2)));
};

const decisionOf = (intentId: string): Decision => {
  const { intent } = all<TradeProposed['data']>('TradeProposed').flatMap((each) =>
    each.kind === 'open' && each.intent.intentId === intentId ? [each] : [],
  )[0] as Extract<TradeProposed['data'], { kind: 'open' }>;
  const cycle = all<CycleOpened['data']>('CycleOpened').find(({ cycleId }) => cycleId === intent.cycleId);
  const atr1h = cycle?.instruments.find(({ instrumentId }) => instrumentId === intent.instrumentId)?.atr1h ?? '';
  const { instrumentId, direction, rawConfidence, confidence, regime, snapshotAt: at } = intent;
  return { intentId, instrumentId, direction, rawConfidence, confidence, regime, atr1h, at };
};

const recompute = (position: Closed) => {
  const decision = decisionOf(position.intentId);
  const file = new MinuteFile(FILES[position.instrumentId as keyof typeof FILES]);
  const { before, approval } = approvalOf(position.intentId);
  const trade = tradeOf(decision, file, sizingEquity(before), DEFAULT_PAPER.seed);
  return { decision, file, approval, trade };
};

const expectOrder = (trade: Trade, { order }: IntentApproved['data']): void => {
  const { clientOrderId, limit, stop, target, quantity, locked } = trade.plan;
  expect(order).toMatchObject({
    clientOrderId,
    limit: limit.toText(),
    stop: stop.toText(),
    target: target.toText(),
    quantity: quantity.toText(),
    reservedUsdt: locked.toText(),
  });
};

const expectFills = (trade: Trade, position: Closed): void => {
  const { plan, entryPx, entryFee, exitPx, exitFee, gross, stopOrderId } = trade;
  const quantity = plan.quantity.toText();
  const long = position.side === 'long';
  const taker = { liquiditySide: 'taker', quantity, fillNo: 0, rate: '1' };
  const entry = { side: long ? 'buy' : 'sell', price: entryPx.toText(), fee: entryFee.toText(), grossUsdt: '0' };
  const exit = {
    side: long ? 'sell' : 'buy',
    price: exitPx.toText(),
    fee: exitFee.toText(),
    grossUsdt: gross.toText(),
  };
  const booked = all<FillBooked['data']>('FillBooked');
  const of = (id: string) => booked.filter(({ clientOrderId }) => clientOrderId === id);
  expect(of(plan.clientOrderId)).toMatchObject([{ ...taker, ...entry, purpose: 'entry' }]);
  expect(of(stopOrderId)).toMatchObject([{ ...taker, ...exit, purpose: 'stop' }]);
  // Nobody else took of the candle that filled the entry.
  const shown = decisionOf(position.intentId).at;
  const others = all<PaperOrderFilled['data']>('PaperOrderFilled').filter(
    ({ volumeOf, instrumentId, clientOrderId }) =>
      volumeOf === shown && instrumentId === position.instrumentId && clientOrderId !== plan.clientOrderId,
  );
  expect(others).toEqual([]);
};

const expectClosed = (trade: Trade, position: Closed): void => {
  const { positionId, plan, closedAt, exitPx, gross, fees, net } = trade;
  expect(position).toMatchObject({
    positionId,
    quantity: plan.quantity.toText(),
    closedAt,
    exitPrice: exitPx.toText(),
    grossUsdt: gross.toText(),
    feesUsdt: fees.toText(),
    netUsdt: net.toText(),
  });
  const charged = all<{ positionId: string; feeUsdt: string; kind: string }>('FeeCharged');
  const own = charged.filter((charge) => charge.positionId === positionId);
  const each = trade.marginOpening.toText();
  const kinds =
    position.side === 'long' ? [] : ['margin-opening', ...Array<string>(trade.marginPeriods).fill('margin-period')];
  expect(own.map(({ kind, feeUsdt }) => [kind, feeUsdt])).toEqual(kinds.map((kind) => [kind, each]));
};

if (isThere) {
  describe('recomputed from the candle file and the rules alone', () => {
    beforeAll(async () => {
      await runBacktest({
        candles: FILES,
        from: Date.UTC(2023, 3, 1),
        to: Date.UTC(2023, 4, 1),
        store: { kind: 'memory' },
        accountId: 'main',
        deposit: '10000',
        policy: DEFAULT_POLICY,
        paper: DEFAULT_PAPER,
        onFact: (fact) => facts.push(fact),
      });
    }, 180_000);

    test.each([
      ['a cash long that was stopped', 'long'],
      ['a margin short', 'short'],
    ] as const)('%s: order, fills, fees and profit to the last digit', (_what, side) => {
      const position = firstStopped(side);
      const { decision, file, approval, trade } = recompute(position);
      const atr = file.hourlyAtr(decision.at);
      expect(Math.abs(Number(decision.atr1h) / atr - 1)).toBeLessThan(1e-9);
      expectOrder(trade, approval);
      expectFills(trade, position);
      expectClosed(trade, position);
    });
  });
} else {
  test.skip(`two positions recomputed (skipped: ${FOLDER} is absent; set TRIBUNE_SHARED)`, () => undefined);
}
