import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import type { Act, Deed, UnsoundIntent } from './act.js';
import type { Chance } from './chance.js';
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
    { targetPct: chance.pick(['0.001', '1', '0.9']) },
    { age: 3_600_000 },
    { regime: 'unknown' },
    { confidence: '0.3' },
    {},
  ];
  return { ...sound, ...chance.pick(spoilt) };
};

const drawDeed = (chance: Chance): Deed => {
  const drawn = chance.uniform();
  if (drawn < 0.5) return { kind: 'cycle', legs: drawLegs(chance) };
  if (drawn < 0.68) return { kind: 'unsound', intent: drawUnsound(chance) };
  if (drawn < 0.78) return { kind: 'close', instrumentId: chance.pick(INSTRUMENT_IDS) };
  if (drawn < 0.8) return { kind: 'close-all' };
  if (drawn < 0.84) return { kind: 'pause', name: chance.pick(['operator', 'a doubt']) };
  if (drawn < 0.88) return { kind: 'resume', name: chance.pick(['operator', 'a doubt']) };
  if (drawn < 0.9) return { kind: 'halt' };
  if (drawn < 0.95) return { kind: 'clear-halt' };
  if (drawn < 0.97) return { kind: 'degrade', to: chance.pick([1, 2, 3, 4] as const) };
  return { kind: 'limits', changes: drawLimits(chance) };
};

/** What stops trading is taken back after a while, or nothing would happen any more. */
const undone = (deed: Deed): Deed | undefined => {
  if (deed.kind === 'pause') return { kind: 'resume', name: deed.name };
  if (deed.kind === 'halt') return { kind: 'clear-halt' };
  return deed.kind === 'degrade' && deed.to > 1 ? { kind: 'degrade', to: 1 } : undefined;
};

export const drawActs = (chance: Chance, minutes: number): readonly Act[] => {
  const count = chance.whole(1, Math.ceil(minutes / chance.pick([8, 15, 40])));
  return Array.from({ length: count }).flatMap((): Act[] => {
    const minute = chance.whole(1, minutes);
    const place = chance.pick(['here', 'here', 'mid', 'elsewhere', 'unheard'] as const);
    const deed = drawDeed(chance);
    const act: Act = { minute, place, deed, ...(place === 'mid' ? { call: chance.scaled(1, 40) } : {}) };
    const undo = undone(deed);
    return undo ? [act, { minute: minute + chance.scaled(3, 120), place: 'here', deed: undo }] : [act];
  });
};
