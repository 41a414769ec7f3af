import { TASK_NAMES } from '../../../../src/domain/coordinator/tasks.js';
import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import type { Act, OutsideDeed } from './act.js';
import type { Chance } from './chance.js';

const AGENTS = ['weather', 'tides'];
const CONFIDENCES = ['0.6', '0.75', '0.9', '1', '1.5', 'NaN', '-1'];

/** A task is switched off, and on again after a while. */
const drawSwitch = (chance: Chance, minutes: number): readonly Act[] => {
  const task = chance.pick(TASK_NAMES);
  const minute = chance.whole(1, minutes);
  const place = chance.pick(['here', 'mid', 'elsewhere'] as const);
  const call = place === 'mid' ? { call: chance.scaled(1, 40) } : {};
  return [
    { minute, place, ...call, deed: { kind: 'switch-task', task, to: 'off' } },
    { minute: minute + chance.scaled(1, 150), place: 'here', deed: { kind: 'switch-task', task, to: 'on' } },
  ];
};

const drawAnswer = (chance: Chance, agent: string): OutsideDeed => ({
  kind: 'answer',
  agent,
  instrumentId: chance.pick(INSTRUMENT_IDS),
  direction: chance.pick(['long', 'short', 'flat']),
  confidence: chance.pick(CONFIDENCES),
});

/** Agents are asked at each decision: whoever answers in that minute is heard, and later it is too late. */
const drawOutside = (chance: Chance, minutes: number): readonly Act[] => {
  const agent = chance.pick(AGENTS);
  const said = (minute: number, deed: OutsideDeed): Act => ({ minute, place: 'here', deed: { kind: 'outside', deed } });
  const from = chance.whole(1, minutes);
  const hours = Array.from({ length: chance.whole(1, 6) }, () => 60 * chance.whole(1, Math.ceil(minutes / 60)));
  return [
    said(from, { kind: 'register', agent }),
    ...hours.flatMap((minute) => [
      said(minute, drawAnswer(chance, agent)),
      said(minute + chance.pick([0, 0, 1]), drawAnswer(chance, agent)),
      said(minute, { kind: 'ask-on-topic', agent }),
      said(minute + chance.pick([0, 1, 5]), { kind: 'respond-on-topic', agent }),
    ]),
    ...(chance.happens(0.5) ? [said(from + chance.scaled(10, 600), { kind: 'retire', agent })] : []),
  ];
};

/** What people and other programs do where models advise. */
export const drawPanelActs = (chance: Chance, minutes: number): readonly Act[] => [
  ...Array.from({ length: chance.pick([0, 0, 1, 2]) }).flatMap(() => drawSwitch(chance, minutes)),
  ...(chance.happens(0.3) ? drawOutside(chance, minutes) : []),
];
