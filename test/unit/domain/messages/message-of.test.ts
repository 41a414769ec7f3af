import { isExpired } from '../../../../src/domain/messages/message.js';
import { MESSAGE_CATEGORIES, messageOf } from '../../../../src/domain/messages/message-of.js';
import { categoryOf } from '../../../../src/domain/shared/stream-names.js';
import { recorded } from '../../../support/desk-log.js';
import { wholeStory } from '../../../support/desk-story.js';
import { readdirSync, readFileSync } from 'node:fs';
import type { SignalRecordedData } from '../../../../src/domain/signals/signal.events.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';

const GOLDEN = 'test/fixtures/facts';
type Golden = Omit<RecordedFact, 'position' | 'version'>;
const goldenIn = (file: string): RecordedFact => {
  const fact = JSON.parse(readFileSync(`${GOLDEN}/${file}`, 'utf8')) as Golden;
  return { ...fact, position: '1', version: 0 };
};
const golden = readdirSync(GOLDEN).map(goldenIn);
const all = [...recorded(wholeStory), ...golden];
const of = (type: string) => all.filter((fact) => fact.type === type).map(messageOf);

test.each([
  ['SignalRecorded', 'signals', 'signal', 'normal'],
  ['RegimeChanged', 'signals', 'signal', 'high'],
  ['TradeProposed', 'decisions', 'signal', 'high'],
  ['CycleAbandoned', 'decisions', 'signal', 'low'],
  ['IntentDenied', 'vetoes', 'veto', 'high'],
  ['IntentRevoked', 'vetoes', 'veto', 'critical'],
  ['BreakerTripped', 'alerts', 'alert', 'critical'],
  ['TradingHalted', 'alerts', 'alert', 'critical'],
  ['OutsideAgentAsked', 'requests', 'request', 'high'],
  ['OutsideAgentAnswered', 'responses', 'response', 'normal'],
  ['MessagePublished', 'research', 'response', 'normal'],
])('%s is a message of %s: %s, %s', (type, topic, kind, priority) => {
  const messages = of(type);
  expect(messages.length).toBeGreaterThan(0);
  for (const message of messages) expect(message).toMatchObject({ topic, type: kind, priority });
});

test('most facts are no messages, and those that are lie in streams that are read for them', () => {
  const types = all.filter((fact) => messageOf(fact) !== undefined).map(({ stream }) => categoryOf(stream));
  expect(new Set(types)).toEqual(new Set(MESSAGE_CATEGORIES));
  expect(of('LotAcquired')).toContain(undefined);
});

test('a token’s hash is in no message', () => {
  expect(of('OutsideAgentRegistered')).toEqual([undefined]);
});

test('the envelope is the metadata of the fact', () => {
  const fact = golden.find(({ type }) => type === 'OutsideAgentAsked') as RecordedFact;
  const { eventId, correlationId, at } = fact.metadata;
  expect(messageOf(fact)).toMatchObject({
    messageId: eventId,
    correlationId,
    at,
    target: 'outside.momentum',
    ttlMs: 30_000,
  });
});

test('a signal lives as long as it is valid', () => {
  const fact = golden.find(({ type }) => type === 'SignalRecorded') as RecordedFact;
  const { validUntil, recordedAt, agent } = fact.data as SignalRecordedData;
  expect(messageOf(fact)).toMatchObject({ ttlMs: validUntil - recordedAt, source: agent });
});

test.each([
  [0, 1e15, false],
  [1_000, 1_000, false],
  [1_000, 1_001, true],
])('F-C9 a time to live of %i ms after %i ms is over: %s', (ttlMs, ms, over) => {
  expect(isExpired({ at: 5, ttlMs }, 5 + ms)).toBe(over);
});
