/**
 * What `removals.mjs` takes out, one at a time: a text that stands exactly once in the file, and what is put in its
 * place. `missed` is the test that must then fail.
 */
const REGISTRY = 'src/domain/account/risk/rules/index.ts';

/** Name in the registry's file, and the rule's own name as its scenario tells it. */
const RULES = [
  ['validity', 'validity'],
  ['instrument', 'instrument'],
  ['proposalAge', 'proposal-age'],
  ['levels', 'levels'],
  ['entryDistance', 'entry-distance'],
  ['equity', 'equity'],
  ['price', 'price'],
  ['regime', 'regime'],
  ['degradation', 'degradation'],
  ['halt', 'halt'],
  ['pause', 'pause'],
  ['foreignOrder', 'foreign-order'],
  ['dailyLoss', 'daily-loss'],
  ['weeklyLoss', 'weekly-loss'],
  ['drawdown', 'drawdown'],
  ['spike', 'spike'],
  ['streakSize', 'streak-size'],
  ['cooldown', 'cooldown'],
  ['stop', 'stop'],
  ['reward', 'reward'],
  ['confidence', 'confidence'],
  ['modification', 'modification'],
  ['minimumSize', 'minimum-size'],
  ['riskPerTrade', 'risk-per-trade'],
  ['positionSize', 'position-size'],
  ['orderSize', 'order-size'],
  ['bookShare', 'book-share'],
  ['leverage', 'leverage'],
  ['totalExposure', 'total-exposure'],
  ['assetExposure', 'asset-exposure'],
  ['marginUsed', 'margin-used'],
  ['funds', 'funds'],
  ['onePerInstrument', 'one-per-instrument'],
  ['openPositions', 'open-positions'],
];

const GUARDS = [
  {
    removed: 'the reservation of an approval',
    file: 'src/domain/account/reservations/reservations.evolve.ts',
    find: '  return { ...state, reservations: { ...state.reservations, [order.clientOrderId]: reservation } };',
    replace: '  return reservation.revoked ? { ...state, reservations: {} } : state;',
    missed: 'F-R1 two proposals of one cycle',
  },
  {
    removed: 'the OCO check: the first closer wins',
    file: 'src/domain/account/positions/exit-ladder.ts',
    find: '  if (position.exit) return;\n  const exitId',
    replace: '  const exitId',
    missed: 'F-O8 two closers at once',
  },
  {
    removed: 'the cancellation of the stop of a closed position',
    file: 'src/application/processes/close-position.process.ts',
    find: 'return stopOrderId === undefined ? [] : [cancel(stopOrderId, at, `position closed: ${closer}`)];',
    replace: 'return stopOrderId === closer ? [cancel(stopOrderId, at, closer)] : [];',
    missed: 'F-O8 two closers at once',
  },
  {
    removed: 'the protective stop: its order',
    file: 'src/application/processes/index.ts',
    find: '  protectPosition,\n',
    replace: '',
    missed: 'the protective stop',
  },
  {
    removed: 'the protective stop: its permission in the commit of the fill',
    file: 'src/domain/account/positions/book-fill.ts',
    find: "    changeProtection(commit, position, { reason: 'entry filled', ...(quote ? { quote } : {}) });",
    replace: '    return;',
    missed: 'the protective stop',
  },
  {
    removed: 'the idempotency of a fill: a known trade id in the order',
    file: 'src/domain/orders/order-reports.ts',
    find: '  const known = knownTrade(fills, tradeId);',
    replace: '  const known = undefined as ReturnType<typeof knownTrade>;',
    missed: 'F-O4 a fill is booked once',
  },
  {
    removed: 'the idempotency of a fill: a fill that the account has booked',
    file: 'src/domain/account/positions/book-fill.ts',
    find: '  return fill.fillNo < booked;',
    replace: '  return false;',
    missed: 'F-O4 a fill is booked once',
  },
];

export const REMOVALS = [
  ...RULES.map(([constant, rule]) => ({
    removed: `rule ${rule}`,
    file: REGISTRY,
    find: `\n  ${constant},\n`,
    replace: '\n',
    missed: `${rule}: `,
  })),
  ...GUARDS,
];
