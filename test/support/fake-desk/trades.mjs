/** What became of the approved openings: orders, fills and positions, closed where the candles crossed a level. */
import { idOf } from './chance.mjs';
import { HOUR, MINUTE, NOW, priceAt, text } from './market.mjs';

const FEE = 0.004;
export const positionNo = (at) => String(at - 1_700_000_000_000).padStart(12, '0');
const rateOf = (instrumentId, at) => (instrumentId.endsWith('BTC') ? priceAt('BTC/USDT', at) : 1);

function exitOf(instrumentId, side, entry, openedAt, until) {
  const sign = side === 'long' ? 1 : -1;
  for (let at = openedAt + MINUTE; at < until; at += MINUTE) {
    const gone = (sign * (priceAt(instrumentId, at) - entry)) / entry;
    if (gone <= -0.016) return { at, closer: 'stop', price: entry * (1 - sign * 0.0162) };
    if (gone >= 0.0392) return { at, closer: 'target', price: entry * (1 + sign * 0.0391) };
    if (at - openedAt > 20 * HOUR) return { at, closer: 'time', price: priceAt(instrumentId, at) };
  }
  return undefined;
}

const orderOf = (id, leg, position, extra) => ({
  clientOrderId: id,
  venueOrderId: `P-${id.slice(0, 8).toUpperCase()}`,
  intentId: leg.intentId,
  // An entry is written down before there is a position.
  ...(extra.purpose !== 'entry' && { positionId: position.positionId }),
  instrumentId: leg.instrumentId,
  book: 'trading',
  leverage: position.leverage,
  quantity: position.maxQuantity,
  ...extra,
});

const fillOf = (order, leg, position, at, price, gross, part, no) => {
  const quantity = (Number(position.maxQuantity) * part).toFixed(8);
  const fee = Number(quantity) * price * FEE;
  return {
    tradeId: idOf('trade', order.clientOrderId, no),
    clientOrderId: order.clientOrderId,
    intentId: leg.intentId,
    positionId: position.positionId,
    purpose: order.purpose,
    instrumentId: leg.instrumentId,
    book: 'trading',
    side: order.side,
    quantity,
    price: text(leg.instrumentId, price),
    liquiditySide: 'taker',
    fee: fee.toFixed(8),
    feeCurrency: leg.instrumentId.split('/')[1],
    feeUsdt: (fee * rateOf(leg.instrumentId, at)).toFixed(8),
    grossUsdt: gross.toFixed(8),
    at,
    position: positionNo(at),
  };
};

const timelineOf = (order, steps) =>
  steps.map(([at, type, said, by], i) => ({ at, position: positionNo(at + i), type, text: said, by }));

/** `until`: market time up to which the story is told. */
export function tradeOf(leg, until = NOW) {
  const side = leg.votes[0].action === 'open_long' ? 'long' : 'short';
  const sign = side === 'long' ? 1 : -1;
  const openedAt = leg.at + 2_000;
  const entry = priceAt(leg.instrumentId, openedAt) * (1 + sign * 0.0003);
  const rate = rateOf(leg.instrumentId, openedAt);
  const notional = leg.verdict.outcome === 'resized' ? 1120.5 : 1500;
  const quantity = notional / rate / entry;
  const show = (price) => text(leg.instrumentId, price);
  const exit = exitOf(leg.instrumentId, side, entry, openedAt, until);
  const gross = exit ? sign * (exit.price - entry) * quantity * rate : 0;
  const fees = notional * FEE * (exit ? 2 : 1);
  const trailing = !exit && openedAt % 2 === 0;
  const position = {
    positionId: idOf('position', leg.intentId),
    status: exit ? 'closed' : 'open',
    instrumentId: leg.instrumentId,
    book: 'trading',
    side,
    leverage: side === 'short' ? 2 : 1,
    intentId: leg.intentId,
    quantity: exit ? '0' : quantity.toFixed(8),
    maxQuantity: quantity.toFixed(8),
    entry: entry.toFixed(12),
    stop: show(entry * (1 - sign * (trailing ? 0.006 : 0.016))),
    initialStop: show(entry * (1 - sign * 0.016)),
    target: show(entry * (1 + sign * 0.0392)),
    trailing,
    grossUsdt: gross.toFixed(8),
    feesUsdt: fees.toFixed(8),
    openedAt,
    protection: exit ? 'none' : 'resting',
    notional,
    ...(exit && {
      netUsdt: (gross - fees).toFixed(8),
      closedAt: exit.at,
      closer: exit.closer,
      exitPrice: exit.price.toFixed(12),
    }),
  };
  return { position, ...ordersOf(leg, position, { side, entry, exit, gross, show, openedAt }) };
}

function ordersOf(leg, position, { side, entry, exit, gross, show, openedAt }) {
  const [buy, sell] = side === 'long' ? ['buy', 'sell'] : ['sell', 'buy'];
  const partial = position.positionId < '4';
  const filled = (cumQty, status, avgPx) => ({
    cumQty,
    leavesQty: status === 'filled' ? '0' : position.maxQuantity,
    status,
    ...(avgPx && { avgPx }),
  });
  const base = { timeInForce: 'GTD', reduceOnly: false, type: 'limit', feesUsdt: (position.notional * FEE).toFixed(8) };
  const entryOrder = orderOf(idOf('entry', leg.intentId), leg, position, {
    ...base,
    ...filled(position.maxQuantity, 'filled', position.entry),
    purpose: 'entry',
    side: buy,
    price: show(entry * 1.0005),
    createdAt: openedAt - 800,
    updatedAt: openedAt,
    permission: { type: 'IntentApproved', key: `${leg.intentId}#1` },
  });
  entryOrder.timeline = timelineOf(entryOrder, [
    [openedAt - 800, 'OrderInitialized', 'written down before anything was sent', 'desk'],
    [openedAt - 700, 'OrderSubmitted', 'sent, attempt 1; the venue must not take it after 5 s', 'desk'],
    ...(partial
      ? [[openedAt - 650, 'OrderSubmissionUncertain', 'no answer in 10 s: asked for, never sent again', 'desk']]
      : []),
    [openedAt - 600, 'OrderAccepted', `accepted as ${entryOrder.venueOrderId}`, 'venue'],
    ...(partial ? [[openedAt - 300, 'OrderFilled', `filled 60 % at ${show(entry)}`, 'venue']] : []),
    [openedAt, 'OrderFilled', `filled the rest at ${show(entry)}`, 'venue'],
  ]);
  const closing = exit && exit.closer !== 'stop';
  const stop = orderOf(idOf('stop', leg.intentId), leg, position, {
    ...base,
    ...filled(exit && !closing ? position.maxQuantity : '0', exit ? (closing ? 'canceled' : 'filled') : 'accepted'),
    purpose: 'stop',
    side: sell,
    type: 'stop-loss',
    timeInForce: 'GTC',
    reduceOnly: true,
    triggerPrice: position.stop,
    createdAt: openedAt + 500,
    updatedAt: exit?.at ?? openedAt + 700,
    permission: { type: 'ProtectionChanged', key: `${position.positionId}#1` },
  });
  stop.timeline = timelineOf(stop, [
    [openedAt + 500, 'OrderInitialized', 'protects the filled quantity', 'desk'],
    [openedAt + 600, 'OrderSubmitted', 'sent, attempt 1', 'desk'],
    [openedAt + 700, 'OrderAccepted', 'rests at the venue', 'venue'],
  ]);
  const orders = [entryOrder, stop];
  const parts = partial ? [0.6, 0.4] : [1];
  const fills = parts.map((part, no) =>
    fillOf(entryOrder, leg, position, openedAt - (parts.length - 1 - no) * 300, entry, 0, part, no),
  );
  if (!exit) return { orders, fills };
  const closer = closing
    ? orderOf(idOf('close', leg.intentId), leg, position, {
        ...base,
        ...filled(position.maxQuantity, 'filled', position.exitPrice),
        purpose: 'close',
        side: sell,
        timeInForce: 'IOC',
        reduceOnly: true,
        price: show(exit.price * 0.995),
        createdAt: exit.at - 400,
        updatedAt: exit.at,
        permission: { type: 'ExitStepped', key: `${idOf('exit', leg.intentId)}#1` },
      })
    : stop;
  return {
    orders: closing ? [...orders, closer] : orders,
    fills: [...fills, fillOf(closer, leg, position, exit.at, exit.price, gross, 1, 9)],
  };
}
