/** What members of a panel say, made of how the rules have voted. */
import type { Vote } from '../../../src/domain/decisions/decision.events.js';
import { dec, text } from '../../../src/domain/shared/decimal.js';
import type { Answerer } from './fake-panel.js';
import { later, says } from './behaviour.js';

const asAnswer = (vote: Vote) => {
  const { instrumentId, action, confidence, entry, stop, target } = vote;
  const levels = entry === undefined ? {} : { entry, stop, target };
  return { instrumentId, action, confidence: Number(confidence), ...levels, reasons: ['as I see it'] };
};

/** Every level on the other side of the entry. */
const mirrored = (vote: Vote): Vote => {
  const { action, entry, stop, target } = vote;
  if (entry === undefined || stop === undefined || target === undefined) return vote;
  const across = (level: string) => text(dec(entry).mul(2).sub(level));
  const other = action === 'open_long' ? 'open_short' : 'open_long';
  return { ...vote, action: other, stop: across(stop), target: across(target) };
};

export const agrees: Answerer = ({ rules }) => says({ votes: rules.map(asAnswer) });
export const lies: Answerer = ({ rules }) => says({ votes: rules.map(mirrored).map(asAnswer) });
export const holds: Answerer = ({ rules }) =>
  says({
    votes: rules.map(({ instrumentId }) => ({
      instrumentId,
      action: 'hold',
      confidence: 0.7,
      reasons: ['nothing to do'],
    })),
  });

/** The same, so long after it was asked. */
export const after =
  (ms: number, answer: Answerer): Answerer =>
  (question) =>
    later(ms, answer(question));

/** One ruling on the conflict of BTC/USDT that is asked about. */
export const rules =
  (kind: 'regime' | 'adviser-opposition', outcome: string, changes: Readonly<Record<string, unknown>> = {}): Answerer =>
  () =>
    says({ rulings: [{ instrumentId: 'BTC/USDT', kind, outcome, ...changes, reason: 'as I see it' }] });
