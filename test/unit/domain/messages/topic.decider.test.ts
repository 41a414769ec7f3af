import { KEPT, topicDecider, whyNotRespond, type TopicCommand } from '../../../../src/domain/messages/topic.decider.js';
import { given } from '../../../support/given.js';
import { NOON } from '../../../support/risk.js';

const letter = { topic: 'research', priority: 'normal', source: 'desk', ttlMs: 0, payload: { n: 1 } } as const;

const asked = (id: string, more: object = {}): TopicCommand => ({
  type: 'Publish',
  at: NOON,
  message: { ...letter, messageId: id, type: 'request', target: 'outside.one', ...more },
});

const answered = (at: number, source = 'outside.one', inReplyTo = 'q'): TopicCommand => ({
  type: 'Respond',
  at,
  inReplyTo,
  message: { ...letter, messageId: `${inReplyTo} ${source}`, type: 'response', source, target: 'desk' },
});

const fresh = () => given(topicDecider, []);

test('a message is said once', () => {
  const { facts } = fresh().when(asked('q'), asked('q'));
  expect(facts).toEqual([{ type: 'MessagePublished', data: { ...asked('q').message, publishedAt: NOON } }]);
});

test('a response names its request, and comes once from each', () => {
  const { facts } = fresh().when(asked('q'), answered(NOON), answered(NOON + 1));
  expect(facts).toHaveLength(2);
  expect(facts[1]?.data).toMatchObject({ type: 'response', inReplyTo: 'q', source: 'outside.one', target: 'desk' });
  expect(facts[1]?.data).not.toHaveProperty('late');
});

test.each([
  [60_000, undefined],
  [60_001, true],
])('a response %i ms after a request of 60 s: late %s', (ms, late) => {
  const { facts } = fresh().when(asked('q', { ttlMs: 60_000 }), answered(NOON + ms));
  expect(facts[1]?.data.late).toBe(late);
});

test('F-C9 a request without a time to live is never too late to answer', () => {
  const { facts } = fresh().when(asked('q', { ttlMs: 0 }), answered(NOON + 1e12));
  expect(facts[1]?.data.late).toBeUndefined();
});

test('nobody answers what was never asked, nor what was asked of another', () => {
  const { state, facts } = fresh().when(asked('q'), answered(NOON, 'outside.two'), answered(NOON, 'outside.one', 'x'));
  expect(facts).toHaveLength(1);
  expect(whyNotRespond(state, 'q', 'outside.two')).toBe('NOT_ADDRESSED');
  expect(whyNotRespond(state, 'x', 'outside.one')).toBe('NO_SUCH_REQUEST');
  expect(whyNotRespond(state, 'q', 'outside.one')).toBeUndefined();
});

test('what is asked of everyone may be answered by anyone, each once', () => {
  const all = asked('q', { target: 'all' });
  const { facts } = fresh().when(all, answered(NOON), answered(NOON, 'outside.two'), answered(NOON));
  expect(facts).toHaveLength(3);
});

test('F-C10 of all that was ever said so much is remembered and no more', () => {
  const many = Array.from({ length: 3 * KEPT }, (_, n) => asked(`q${n}`));
  const { state } = fresh().when(...many);
  expect([state.requests.length, state.recent.length]).toEqual([KEPT, KEPT]);
  expect(whyNotRespond(state, 'q0', 'outside.one')).toBe('NO_SUCH_REQUEST');
});

test('a second word of the same listener is none, under whatever id', () => {
  const first = answered(NOON);
  const { facts } = fresh().when(asked('q'), first, { ...first, message: { ...first.message, messageId: 'other' } });
  expect(facts).toHaveLength(2);
});
