/** The whole pretend desk: told up to NOW at once, then an hour further whenever the clock passes one. */
import { idOf, seeded } from './chance.mjs';
import { cyclesUntil, legOf } from './decisions.mjs';
import { HOUR, INSTRUMENTS, MINUTE, NOW, START, priceAt, regimeAt } from './market.mjs';
import { positionNo, tradeOf } from './trades.mjs';
import { verdictOf } from './verdicts.mjs';

const desk = { legs: [], verdicts: [], positions: [], orders: [], fills: [], equity: [], audit: [] };

const auditLine = (at, stream, type, leg, text, actor = 'desk') => ({
  position: positionNo(at + 0.001 * desk.audit.length),
  at,
  stream,
  type,
  instrumentId: leg.instrumentId,
  text,
  correlationId: leg.cycleId,
  causationId: idOf('cause', at, type),
  actor,
});

function tell(leg) {
  const id = leg.instrumentId;
  const say = (...line) => desk.audit.push(auditLine(...line));
  desk.legs.push(leg);
  if (!leg.verdict) {
    say(leg.at, `decision-${leg.cycleId}`, 'CycleAbandoned', leg, `${id}: nothing proposed. ${leg.detail}.`);
    return [];
  }
  const direction = leg.votes[0].action.replace('open_', '');
  const busy = desk.positions.some((row) => row.instrumentId === id && (row.closedAt ?? Infinity) > leg.at);
  if (leg.verdict.outcome !== 'denied' && busy) leg.verdict = { outcome: 'denied', code: 'POSITION_OPEN' };
  if (leg.verdict.outcome === 'denied') {
    desk.verdicts.push(verdictOf(leg));
    say(leg.at + 300, 'account-paper', 'IntentDenied', leg, `${id}: ${direction} denied, ${leg.verdict.code}.`, 'risk');
    return ['IntentDenied'];
  }
  const { position, orders, fills } = tradeOf(leg);
  desk.verdicts.push(verdictOf(leg, position, orders[0]));
  desk.positions.push(position);
  desk.orders.push(...orders);
  desk.fills.push(...fills);
  leg.positionId = position.positionId;
  if (position.netUsdt) leg.netUsdt = position.netUsdt;
  const name = `${direction} of ${position.notional} USDT`;
  say(leg.at + 300, 'account-paper', 'IntentApproved', leg, `${id}: ${name} ${leg.verdict.outcome}.`, 'risk');
  say(
    leg.at + 1_400,
    `order-${orders[0].clientOrderId}`,
    'OrderAccepted',
    leg,
    `${id}: the venue took the entry.`,
    'venue',
  );
  for (const fill of fills) {
    const text = `${id}: ${fill.purpose} ${fill.side} filled ${fill.quantity} at ${fill.price}.`;
    say(fill.at + 10, `order-${fill.clientOrderId}`, 'OrderFilled', leg, text, 'venue');
  }
  if (position.closedAt) {
    const text = `${id}: ${direction} closed by ${position.closer}, net ${Number(position.netUsdt).toFixed(2)} USDT.`;
    say(position.closedAt + 20, 'account-paper', 'PositionClosed', leg, text);
  }
  return ['TradeProposed', 'IntentApproved', 'OrderAccepted', 'FillBooked', 'PositionOpened'];
}

for (const leg of cyclesUntil(START, NOW)) tell(leg);

const pnlAt = (at) => {
  let pnl = 0;
  for (const row of desk.positions) {
    if (row.openedAt > at) continue;
    if (row.closedAt && row.closedAt <= at) pnl += Number(row.netUsdt);
    else {
      const sign = row.side === 'long' ? 1 : -1;
      const rate = row.instrumentId.endsWith('BTC') ? priceAt('BTC/USDT', at) : 1;
      pnl += sign * (priceAt(row.instrumentId, at) - Number(row.entry)) * Number(row.maxQuantity) * rate - 6;
    }
  }
  return pnl;
};

export function markEquity(at) {
  const pnl = pnlAt(at);
  desk.equity.push({ at, equity: (10_000 + pnl).toFixed(12), tradingPnl: pnl.toFixed(12), reason: 'hour' });
}
for (let at = START; at <= NOW; at += HOUR) markEquity(at);

/** Facts by type that the hour brought. */
export function liveHour(at) {
  const random = seeded(Math.floor(at / HOUR));
  const cycleId = idOf('cycle', at);
  markEquity(at);
  return Object.keys(INSTRUMENTS).flatMap((id) => tell(legOf(cycleId, id, at + 1_200, random)));
}

export function accountAt(at) {
  const sum = (rows, key) => rows.reduce((total, row) => total + Number(row[key]), 0);
  const closed = desk.positions.filter(({ status }) => status === 'closed');
  const open = desk.positions.filter(({ status }) => status === 'open');
  const [gross, fees, pnl] = [sum(closed, 'grossUsdt'), sum(desk.positions, 'feesUsdt'), pnlAt(at)];
  const day = Math.floor(at / (24 * HOUR)) * 24 * HOUR;
  const opening = { at: day, equity: (10_000 + pnlAt(day)).toFixed(8), tradingPnl: pnlAt(day).toFixed(8) };
  return {
    accountId: 'paper',
    mode: 'paper',
    openedAt: START,
    balances: [
      { book: 'trading', currency: 'USDT', amount: (5_000 + gross - fees - 1_500).toFixed(8) },
      { book: 'trading', currency: 'BTC', amount: '0.02489113' },
      { book: 'allocation', currency: 'USDT', amount: '5000' },
    ],
    deposited: '10000',
    equity: (10_000 + pnl).toFixed(12),
    tradingPnl: pnl.toFixed(12),
    unrealised: (pnl - gross + fees).toFixed(8),
    markedAt: at,
    realisedGross: gross.toFixed(8),
    fees: fees.toFixed(8),
    realisedNet: (gross - fees).toFixed(8),
    dayOpening: opening,
    peak: opening,
    maxDrawdownPct: '4.8123',
    gates: {
      pauses: [],
      degradation: 1,
      cooldowns: [{ scope: 'BTC/USDT', reason: 'entry', until: at + 3 * MINUTE }],
      breakers: [],
    },
    counts: {
      openPositions: open.length,
      closedPositions: closed.length,
      wins: closed.filter((row) => Number(row.netUsdt) > 0).length,
      losses: closed.filter((row) => Number(row.netUsdt) < 0).length,
    },
  };
}

export function signalsAt(at) {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  return Object.keys(INSTRUMENTS).flatMap((instrumentId, i) =>
    ['technical', 'regime'].map((agent) => ({
      runId: idOf(agent, instrumentId, minute),
      agent,
      instrumentId,
      status: 'recorded',
      direction: ['long', 'short', 'flat'][(i + Math.floor(minute / HOUR)) % 3],
      confidence: (0.55 + 0.1 * i).toFixed(2),
      ...(agent === 'regime' && { regime: regimeAt(at) }),
      validUntil: minute + (agent === 'regime' ? 10 : 2) * MINUTE,
      reasons: ['1h score +0.61: close above EMA 50 and EMA 200, ADX 31', '1d left out: not warm'],
      at: minute,
      position: positionNo(minute),
    })),
  );
}

export { desk };
