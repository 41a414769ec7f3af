/** What a number is counted in, by the desk's own habit of naming; a doc comment says what a name does not. */
const BY_NAME = [
  [
    /(At|Until|^at$|^until$|^since$|^from$|^to$|^step$|^chargedTo$|^volumeOf$|openTime|OpenTime|deadline)/,
    'time',
    'unix ms UTC',
  ],
  [/Usdt$/, 'decimal', 'USDT'],
  [/^(equity|tradingPnl|unrealised|loss|pnl|marginFee|wantedUsdt)$/, 'decimal', 'USDT'],
  [/Pct$/, 'decimal', 'fraction'],
  [/(quantity|Quantity|Qty|stopFilled)$/, 'decimal', 'base'],
  [
    /^(price|limit|stop|target|triggerPrice|exitPrice|lastPx|entry|bid|ask|open|high|low)$/,
    'decimal',
    'quote per base',
  ],
  [/^(cost|notional|fee|commission)$/, 'decimal', 'quote'],
  [/^(rate|usdtRate)$/, 'decimal', 'USDT per unit of the quote'],
  [/^(amount|trading|allocation)$/, 'decimal', 'of its currency'],
  [/[cC]onfidence$/, 'decimal', '0..1'],
  [/^(atr1h|trailOffset)$/, 'decimal', 'quote per base'],
  [/Ms$/, 'number', 'ms'],
  [/Hours$/, 'number', 'h'],
  [/Fee$|Share$|^factor$|R$|Atr$|Reward$/, 'decimal', 'fraction'],
];

/** Undefined where neither the type nor the name tells. */
export const unitOf = (name, type) => {
  if (/^time\b/.test(type)) return 'unix ms UTC';
  return BY_NAME.find(([pattern, kind]) => type.includes(kind) && pattern.test(name))?.[2];
};

/** Names that recur and mean the same everywhere; a doc comment of the field's own comes before them. */
const MEANINGS = {
  accountId: 'Whose.',
  actor: 'Who did it.',
  attempt: 'Counts from 1.',
  book: 'Which of the three books.',
  clientOrderId: 'The order, by the id that we gave it: UUIDv5 of what permits it.',
  commission: 'Of this execution.',
  cumQty: 'Filled so far.',
  cycleId: 'The decision cycle.',
  detail: 'In words.',
  direction: 'Long, short or neither.',
  exitId: 'The way out that is under way.',
  instrumentId: 'Which instrument.',
  intentId: 'UUIDv5 of cycle and instrument: the opening that all of this began with.',
  lastPx: 'Price of this execution.',
  lastQty: 'Of this execution.',
  leavesQty: 'Not filled yet.',
  leverage: '1 = cash, 2 and more = margin.',
  lotId: 'UUIDv5 of trade and currency.',
  member: 'Of the panel.',
  order: 'The order as it stands: terms and reasons.',
  positionId: 'UUIDv5 of the trade that opened it.',
  quote: 'What the market showed.',
  reason: 'Why.',
  reasons: 'Why, sentence by sentence.',
  runId: 'UUIDv5 of task and due time.',
  side: 'Of the order; long or short of a position.',
  stop: 'Level that ends it with a loss.',
  stopOrderId: "The stop's client order id.",
  target: 'Level that ends it with a gain.',
  tradeId: "The venue's id of the execution.",
  venueAt: "By the venue's clock.",
};

export const meaningOf = (name) => MEANINGS[name] ?? '';
