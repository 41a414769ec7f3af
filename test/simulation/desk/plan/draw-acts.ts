import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import type { Act, Deed, UnsoundIntent, VenueDeed, Want } from './act.js';
import type { Chance } from './chance.js';
import type { Episode } from './plan.js';
import { drawLegs } from './draw-legs.js';
import { drawLimits } from './draw-policy.js';

const drawUnsound = (chance: Chance): UnsoundIntent => {
  const sound: UnsoundIntent = {
    instrumentId: chance.pick(INSTRUMENT_IDS),
    direction: chance.pick(['long', 'short']),
    rawConfidence: '0.85',
    confidence: '0.85',
    entry: 1,
    stopPct: '0.016',
    targetPct: '0.06',
    regime: 'trending_bull',
    age: chance.pick([0, 1_000, 60_000]),
    proposedBy: 'agents',
  };
  const wrong = chance.pick(['NaN', '0', '-1', '1e30', 'Infinity', '', '1e-30', 'abc']);
  const spoilt: readonly Partial<UnsoundIntent>[] = [
    { entry: wrong },
    { stopPct: wrong },
    { targetPct: wrong },
    { confidence: wrong },
    { rawConfidence: wrong },
    { direction: 'sideways' },
    { instrumentId: 'DOGE/USDT' },
    { entry: chance.pick([0.9, 1.5, 1.03]) },
    { stopPct: chance.pick(['0.9', '1', '0.001', '0.06']) },
    { entry: 1.01, stopPct: '0.0003' },
    { targetPct: chance.pick(['0.001', '1', '0.9']) },
    { age: 3_600_000 },
    { regime: 'unknown' },
    { confidence: '0.3' },
    {},
  ];
  return { ...sound, ...chance.pick(spoilt) };
};

const AMOUNTS = ['100', '3900', '4500', '5000', '0.5', '0', '-50', 'NaN', '1e12'];
const BOOKS = ['trading', 'allocation', 'hodl'] as const;

const drawMoney = (chance: Chance): Want => {
  const currency = chance.pick(['USDT', 'USDT', 'BTC', 'XRP'] as const);
  const amount = chance.happens(0.6) ? chance.pick(['1', '100', '1000']) : chance.pick(AMOUNTS);
  const kind = chance.pick(['deposit', 'withdraw', 'transfer', 'transfer', 'withdraw-hodl'] as const);
  switch (kind) {
    case 'deposit':
      return { kind, amount };
    case 'withdraw':
      return { kind, book: chance.pick(BOOKS), currency, amount };
    case 'transfer':
      if (chance.happens(0.25)) return { kind, from: 'trading', to: 'allocation', currency: 'USDT', amount: 'all' };
      return { kind, from: chance.pick(BOOKS), to: chance.pick(BOOKS), currency, amount };
    case 'withdraw-hodl':
      return { kind, currency, quantity: chance.pick(['0.0001', '0.0001', '0.1', '1', '0', '-1', 'NaN']) };
  }
};

const drawWant = (chance: Chance): Want => {
  const instrumentId = chance.pick(INSTRUMENT_IDS);
  const drawn = chance.uniform();
  if (drawn < 0.25) return { kind: 'close-position', instrumentId };
  if (drawn < 0.4) {
    const direction = chance.pick(['long', 'short'] as const);
    return { kind: 'open-position', instrumentId, direction, stop: chance.pick([0.012, 0.02]), target: 0.09 };
  }
  if (drawn < 0.55) return drawMoney(chance);
  if (drawn < 0.62) return { kind: 'change-limits', limits: drawLimits(chance) };
  if (drawn < 0.68) return { kind: 'claim-order', stop: 0.02, target: 0.05 };
  if (drawn < 0.72) return { kind: 'cancel-order' };
  if (drawn < 0.8) return { kind: 'pause' };
  if (drawn < 0.84) return { kind: 'halt' };
  return { kind: chance.pick(['clear-halt', 'resume', 'close-all', 'clear-streak', 'review-week', 'leave-emergency']) };
};

const drawAtVenue = (chance: Chance): VenueDeed => {
  const instrumentId = chance.pick(INSTRUMENT_IDS);
  const drawn = chance.uniform();
  if (drawn < 0.5) {
    const side = chance.pick(['buy', 'sell'] as const);
    const away = chance.pick([undefined, 0.002, 0.02]);
    const trails = away !== undefined && chance.happens(0.25);
    const leverage = side === 'sell' || instrumentId === 'XRP/BTC' ? 2 : chance.pick([1, 2]);
    const order = { instrumentId, side, size: chance.scaled(20, 2_000), leverage };
    return { kind: 'foreign-order', ...order, ...(away === undefined ? {} : { away }), ...(trails ? { trails } : {}) };
  }
  if (drawn < 0.6) return { kind: 'foreign-cancel' };
  if (drawn < 0.75) return { kind: 'manual-close' };
  if (drawn < 0.9) return { kind: 'venue-restart', lostMs: chance.pick([0, 0, 0, 1_000]) };
  const minQuantity = instrumentId === 'BTC/USDT' ? chance.pick(['0.00005', '0.001']) : chance.pick(['10', '50']);
  return { kind: 'venue-rules', instrumentId, minQuantity };
};

const drawDeed = (chance: Chance): Deed => {
  const drawn = chance.uniform();
  if (drawn < 0.5) return { kind: 'cycle', legs: drawLegs(chance) };
  if (drawn < 0.65) return { kind: 'unsound', intent: drawUnsound(chance) };
  if (drawn < 0.67) return { kind: 'degrade', to: chance.pick([1, 2, 3, 4] as const) };
  if (drawn < 0.72) return { kind: 'venue', deed: drawAtVenue(chance) };
  return {
    kind: 'order',
    want: drawWant(chance),
    actor: chance.happens(0.7) ? 'administrator' : 'operator',
    confirmed: chance.pick(['at once', 'at once', 'at once', 'late', 'never', 'twice'] as const),
  };
};

/** What stops trading is taken back after a while, or nothing would happen any more. */
const undone = (deed: Deed): Deed | undefined => {
  const want = (kind: 'resume' | 'clear-halt'): Deed => {
    return { kind: 'order', want: { kind }, actor: 'administrator', confirmed: 'at once' };
  };
  if (deed.kind === 'degrade') return deed.to > 1 ? { kind: 'degrade', to: 1 } : undefined;
  if (deed.kind !== 'order') return undefined;
  if (deed.want.kind === 'pause') return want('resume');
  return deed.want.kind === 'halt' ? want('clear-halt') : undefined;
};

/** Only what goes through the log alone can be done in another process. */
const drawPlace = (chance: Chance, { kind }: Deed): Act['place'] =>
  kind === 'order' || kind === 'venue'
    ? chance.pick(['here', 'mid'] as const)
    : chance.pick(['here', 'here', 'mid', 'elsewhere', 'unheard'] as const);

export const drawActs = (chance: Chance, minutes: number): readonly Act[] => {
  const count = chance.whole(1, Math.ceil(minutes / chance.pick([8, 15, 40])));
  return Array.from({ length: count }).flatMap((): Act[] => {
    const minute = chance.whole(1, minutes);
    const deed = drawDeed(chance);
    const place = drawPlace(chance, deed);
    const act: Act = { minute, place, deed, ...(place === 'mid' ? { call: chance.scaled(1, 40) } : {}) };
    const undo = undone(deed);
    return undo ? [act, { minute: minute + chance.scaled(3, 120), place: 'here', deed: undo }] : [act];
  });
};

/**
 * Right where the market leaps somebody proposes a trade: in the middle of the step that sees it, or just before it, so
 * that the desk reads of it when the step's first fill makes it read the log.
 */
export const drawActsAtLeaps = (chance: Chance, episodes: readonly Episode[]): readonly Act[] =>
  episodes
    .filter(({ what }) => what === 'jump' || what === 'wick')
    .map(({ from }): Act => {
      const deed: Deed = { kind: 'cycle', legs: drawLegs(chance) };
      if (chance.happens(0.6)) return { minute: from, place: 'unheard', deed };
      return { minute: from + 1, place: 'mid', call: chance.whole(1, 6), deed };
    });

/** Limits are changed, and somebody proposes a trade before the desk has looked at prices under the new ones. */
export const drawActsUnderNewLimits = (chance: Chance, acts: readonly Act[]): readonly Act[] =>
  acts
    .filter(({ deed }) => deed.kind === 'order' && deed.want.kind === 'change-limits')
    .map(({ minute }) => ({ minute, place: 'here', deed: { kind: 'cycle', legs: drawLegs(chance) } }));

/** An administrator pulls the limit of the drawdown to next to nothing, somebody trades at once, and the halt is lifted. */
export const drawTightDrawdown = (chance: Chance, minutes: number): readonly Act[] => {
  if (!chance.happens(0.2)) return [];
  const minute = chance.whole(1, minutes);
  const asked = { kind: 'order', actor: 'administrator', confirmed: 'at once' } as const;
  const limits = { drawdownPct: chance.pick(['0.0005', '0.002']) };
  return [
    { minute, place: 'here', deed: { ...asked, want: { kind: 'change-limits', limits } } },
    ...[1, 2].map((): Act => ({ minute, place: 'here', deed: { kind: 'cycle', legs: drawLegs(chance) } })),
    {
      minute: minute + 5,
      place: 'here',
      deed: { ...asked, want: { kind: 'change-limits', limits: { drawdownPct: '0.20' } } },
    },
    { minute: minute + 6, place: 'here', deed: { ...asked, want: { kind: 'clear-halt' } } },
  ];
};
