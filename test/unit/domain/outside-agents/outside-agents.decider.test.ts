import {
  ANSWER_WITHIN_MS,
  MOST_OUTSIDE_AGENTS,
  outsideAgentsDecider,
  type OutsideAgentCommand,
} from '../../../../src/domain/outside-agents/outside-agents.decider.js';
import { OUTSIDE_NAME } from '../../../../src/domain/outside-agents/outside-name.js';
import { KEPT_REQUESTS } from '../../../../src/domain/outside-agents/outside-agents.state.js';
import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import { given } from '../../../support/given.js';
import { NOON } from '../../../support/risk.js';

const registered = (agent: string, more: object = {}): OutsideAgentCommand => ({
  type: 'RegisterAgent',
  at: NOON,
  agent,
  instrumentIds: ['BTC/USDT', 'XRP/USDT'],
  horizonMs: 3_600_000,
  description: '',
  tokenHash: 'hash',
  ...more,
});
const retired: OutsideAgentCommand = { type: 'RetireAgent', at: NOON, agent: 'one', reason: 'gone' };
const asked = (n = 0): OutsideAgentCommand => ({
  type: 'AskAgents',
  at: NOON + n,
  cycleId: `c${n}`,
  dueAt: NOON + n,
  instrumentIds: INSTRUMENT_IDS,
});
const requestId = (n = 0, agent = 'one') => stableId('outside request', `c${n}`, agent);
const answered = (more: object = {}): OutsideAgentCommand => ({
  type: 'TakeAnswer',
  at: NOON + 1,
  requestId: requestId(),
  agent: 'one',
  instrumentId: 'BTC/USDT',
  direction: 'long',
  confidence: '0.7',
  reasons: ['up'],
  ...more,
});

const fresh = () => given(outsideAgentsDecider, []);

test('a cycle asks each registered agent about the instruments that it knows, once', () => {
  const some = registered('two', { instrumentIds: ['XRP/BTC'] });
  const { facts } = fresh().when(registered('one'), some, asked(), asked());
  expect(facts.slice(2).map(({ data }) => data)).toEqual([
    {
      requestId: requestId(),
      cycleId: 'c0',
      dueAt: NOON,
      agent: 'one',
      instrumentIds: ['BTC/USDT', 'XRP/USDT'],
      askedAt: NOON,
      expiresAt: NOON + ANSWER_WITHIN_MS,
    },
    expect.objectContaining({ agent: 'two', instrumentIds: ['XRP/BTC'] }),
  ]);
});

test('F-C6 a cycle that is told of again after a crash, behind a newer one, asks nobody', () => {
  expect(fresh().when(registered('one'), asked(1), asked(0)).facts).toHaveLength(2);
});

test('nobody registered, nobody asked', () => {
  fresh().when(asked()).thenNothing();
});

test('a name is taken while its agent is registered, and so many agents are the most', () => {
  const { state } = fresh().when(registered('one'), registered('one', { tokenHash: 'other' }));
  expect(state.agents['one']?.tokenHash).toBe('hash');
  const many = Array.from({ length: MOST_OUTSIDE_AGENTS + 1 }, (_, n) => registered(`agent${n}`));
  expect(fresh().when(...many).facts).toHaveLength(MOST_OUTSIDE_AGENTS);
});

test('a retired agent is not asked and not heard; under its name another token may come back', () => {
  const { facts, state } = fresh().when(
    registered('one'),
    asked(),
    retired,
    answered(),
    asked(1),
    registered('one', { tokenHash: 'new' }),
  );
  expect(facts.map(({ type }) => type)).toEqual([
    'OutsideAgentRegistered',
    'OutsideAgentAsked',
    'OutsideAgentRetired',
    'OutsideAgentRegistered',
  ]);
  expect([state.agents['one']?.tokenHash, state.requests]).toEqual(['new', []]);
});

test('an answer is taken once for each instrument, and the first one stands', () => {
  const other = answered({ instrumentId: 'XRP/USDT' });
  const { facts, state } = fresh().when(
    registered('one'),
    asked(),
    answered(),
    answered({ direction: 'short' }),
    other,
  );
  expect(facts.slice(2).map(({ type }) => type)).toEqual(['OutsideAgentAnswered', 'OutsideAgentAnswered']);
  expect(facts[2]?.data).toMatchObject({ cycleId: 'c0', horizonMs: 3_600_000, answeredAt: NOON + 1 });
  expect(state.requests[0]?.answers['BTC/USDT']).toMatchObject({ outcome: 'taken', direction: 'long' });
});

test.each([
  [ANSWER_WITHIN_MS, 'OutsideAgentAnswered'],
  [ANSWER_WITHIN_MS + 1, 'OutsideAnswerRefused'],
])('an answer after %i ms: %s', (ms, type) => {
  const { facts } = fresh().when(registered('one'), asked(), answered({ at: NOON + ms }));
  expect(facts[2]?.type).toBe(type);
});

test.each([
  [{ confidence: '1.01' }, 'INVALID_CONFIDENCE'],
  [{ confidence: '-0.1' }, 'INVALID_CONFIDENCE'],
  [{ confidence: 'NaN' }, 'INVALID_CONFIDENCE'],
  [{ confidence: 'Infinity' }, 'INVALID_CONFIDENCE'],
  [{ direction: 'buy' }, 'INVALID_DIRECTION'],
  [{ at: NOON + ANSWER_WITHIN_MS + 1, confidence: 'x' }, 'LATE'],
])('F-D6 %j is no answer, for good: %s', (more, code) => {
  const { facts } = fresh().when(registered('one'), asked(), answered(more), answered());
  expect(facts.slice(2)).toMatchObject([{ type: 'OutsideAnswerRefused', data: { code } }]);
});

test.each([
  ['of another agent', { agent: 'two' }],
  ['to a request that was never made', { requestId: 'x' }],
  ['of an instrument that was not asked about', { instrumentId: 'XRP/BTC' }],
])('an answer %s is none', (_, more) => {
  const { facts } = fresh().when(registered('one'), registered('two'), asked(), answered(more));
  expect(facts).toHaveLength(4);
});

test('F-C10 so many requests of an agent are remembered and no more', () => {
  const many = Array.from({ length: 10 }, (_, n) => asked(n));
  const { state } = fresh().when(registered('one'), registered('two'), ...many);
  expect(state.requests.map(({ cycleId }) => cycleId)).toEqual(['c7', 'c7', 'c8', 'c8', 'c9', 'c9']);
  expect(state.requests).toHaveLength(2 * KEPT_REQUESTS);
});

test.each(['momentum', 'a1', 'my_agent'])('%s is a name', (name) => expect(name).toMatch(OUTSIDE_NAME));
test.each(['', 'A', 'a', 'with-dash', 'with.dot', '1a', 'a'.repeat(33), 'a\nb', 'a/b'])('%j is none', (name) =>
  expect(name).not.toMatch(OUTSIDE_NAME),
);
