import { rulesAnswer } from '../../../../src/application/agents/trading-decision.agent.js';
import type { RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { Vote } from '../../../../src/domain/decisions/decision.events.js';
import type { OpenCycle } from '../../../../src/domain/decisions/decision.state.js';
import { dec, parseDecimal, text } from '../../../../src/domain/shared/decimal.js';
import type { Chance } from '../plan/chance.js';

type Entry = Readonly<Record<string, unknown>>;

const CONTRARY = { open_long: 'open_short', open_short: 'open_long', close: 'hold', hold: 'close' } as const;

/** What the rules say, a little more or less sure. */
const honest = (chance: Chance, { instruments }: OpenCycle, policy: RiskPolicy): readonly Vote[] =>
  rulesAnswer(instruments, policy).votes.map((vote): Vote => {
    if ('noVote' in vote) {
      return { instrumentId: vote.instrumentId, action: 'hold', confidence: '0.5', reasons: [vote.noVote] };
    }
    const sure = Math.min(1, Math.max(0, Number(vote.confidence) + chance.pick([-0.06, -0.02, 0, 0.02, 0.06])));
    return { ...vote, confidence: sure.toFixed(2) };
  });

/** The same levels on the other side of the entry. */
const mirrored = ({ entry, stop, target, ...vote }: Vote): Entry => {
  const action = CONTRARY[vote.action];
  if (entry === undefined || stop === undefined || target === undefined) return { ...vote, action };
  const across = (level: string) => text(dec(entry).mul(2).sub(level));
  return { ...vote, action, entry, stop: across(stop), target: across(target) };
};

const idle = ({ instrumentId }: Vote): Entry => ({
  instrumentId,
  action: 'hold',
  confidence: '0.9',
  reasons: ['rest'],
});

const times = (value: unknown, factor: number): unknown => {
  const parsed = parseDecimal(value);
  return parsed ? text(parsed.mul(factor)) : value;
};

/** Answers that are well-formed to a provider's adapter and wrong to everybody else. */
const CONFUSIONS: readonly ((votes: readonly Entry[]) => readonly unknown[])[] = [
  () => [],
  () => ['buy everything'],
  (votes) => [...votes, ...votes],
  (votes) => votes.slice(1),
  (votes) => [...votes, { ...votes[0], instrumentId: 'DOGE/USDT' }],
  (votes) => votes.map((vote) => ({ ...vote, instrumentId: 'XRP/BTC' })),
  (votes) => votes.map((vote) => ({ ...vote, confidence: 'NaN' })),
  (votes) => votes.map((vote) => ({ ...vote, action: 'open_long', entry: 'NaN', stop: null, target: '1e400' })),
  (votes) => votes.map((vote) => ({ ...vote, confidence: '1.7' })),
  (votes) => votes.map((vote) => ({ ...vote, confidence: '-0.1' })),
  (votes) => votes.map((vote) => ({ ...vote, action: 'BUY' })),
  (votes) => votes.map((vote) => ({ ...vote, reasons: 'because' })),
  (votes) => votes.map((vote) => ({ ...vote, noVote: 'no idea' })),
  (votes) => votes.map((vote) => ({ ...vote, stop: vote['target'], target: vote['stop'] })),
  (votes) =>
    votes.map((vote) => ({
      ...vote,
      ...{ entry: times(vote['entry'], 0.3), stop: times(vote['stop'], 0.3), target: times(vote['target'], 0.3) },
    })),
  (votes) => votes.map((vote) => ({ ...vote, entry: '-1', stop: '-2', target: '0' })),
  // Whoever asks for size or leverage is heard on the rest alone.
  (votes) => votes.map((vote) => ({ ...vote, leverage: 50, size: '1e9', approved: true, side: 'sell' })),
];

export const drawnVotes = (
  temper: 'honest' | 'contrary' | 'idle' | 'confused',
  chance: Chance,
  cycle: OpenCycle,
  policy: RiskPolicy,
): readonly unknown[] => {
  const votes = honest(chance, cycle, policy);
  switch (temper) {
    case 'honest':
      return votes;
    case 'contrary':
      return votes.map(mirrored);
    case 'idle':
      return votes.map(idle);
    case 'confused':
      return chance.pick(CONFUSIONS)(votes.map((vote) => ({ ...vote })));
  }
};
