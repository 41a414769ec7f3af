/** Answers that have been seen of real models, and what each is to end as. */
import type { NoAnswerReason } from '../../../src/domain/models/no-answer.js';
import { later, says, status, type Behaviour } from './behaviour.js';

export const goodVote = {
  instrumentId: 'BTC/USDT',
  action: 'open_long',
  confidence: 0.8,
  entry: '60036.1',
  stop: '59075.4',
  target: '62389.4',
  reasons: ['the trend holds'],
};

export const goodVotes = { votes: [goodVote] };

const votesWith = (changes: Readonly<Record<string, unknown>>) => ({ votes: [{ ...goodVote, ...changes }] });
const GOOD = JSON.stringify(goodVotes);

export interface BadAnswer {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly reason: NoAnswerReason;
  /** Requests that the call comes to, where this is the answer to each. */
  readonly sent: number;
}

const bad = (name: string, behaviour: Behaviour, reason: NoAnswerReason, sent = 1): BadAnswer => ({
  name,
  behaviour,
  reason,
  sent,
});

/** With this behaviour at every request, within a deadline of 60 s. */
export const BAD_ANSWERS: readonly BadAnswer[] = [
  bad('429 without retry-after', status(429), 'RATE_LIMITED', 3),
  bad('429 with a short retry-after', status(429, { 'retry-after': '0' }), 'RATE_LIMITED', 3),
  bad('429 with a retry-after beyond the deadline', status(429, { 'retry-after': '600' }), 'RATE_LIMITED'),
  bad('429 of an empty account', status(429, {}, 'insufficient_quota: add money'), 'UNPAID'),
  bad('529', status(529), 'OVERLOADED', 3),
  bad('503', status(503), 'OVERLOADED', 3),
  bad('500 at once', status(500), 'FAILED', 3),
  bad('500 after the deadline', later(40_000, status(500)), 'TIMEOUT'),
  bad('502 of something in between', status(502), 'FAILED'),
  bad('401', status(401), 'UNAUTHORIZED'),
  bad('403', status(403), 'UNAUTHORIZED'),
  bad('402', status(402), 'UNPAID'),
  bad('404 of the model', status(404, {}, 'the model does not exist'), 'NO_SUCH_MODEL'),
  bad('400', status(400), 'BAD_REQUEST'),
  bad('400 of the model', status(400, {}, 'Model Not Exist'), 'NO_SUCH_MODEL'),
  bad('422', status(422), 'BAD_REQUEST'),
  bad('a connection that is gone', { kind: 'drops' }, 'FAILED'),
  bad('half a body', { kind: 'half' }, 'CUT_OFF'),
  bad('HTML', { kind: 'body', text: '<html><body>Please wait</body></html>', type: 'text/html' }, 'UNREADABLE'),
  bad('an empty body', { kind: 'body', text: '' }, 'EMPTY'),
  bad('a body without an answer', { kind: 'body', text: '{"id":"x"}' }, 'UNREADABLE'),
  bad('2 MB', { kind: 'body', text: `{"x":"${'y'.repeat(2_000_000)}"}` }, 'TOO_LARGE'),
  bad('a slow drip', { kind: 'drips', everyMs: 20 }, 'TIMEOUT'),
  bad('silence', { kind: 'hangs' }, 'TIMEOUT'),
  bad('an empty answer', says(''), 'EMPTY'),
  bad('a refusal', { kind: 'refuses' }, 'REFUSED'),
  bad('a refusal in words', says("I'm sorry, I cannot give financial advice."), 'REFUSED'),
  bad('an end by length', { kind: 'runs-out' }, 'CUT_OFF'),
  bad('an end for a reason nobody knows', { kind: 'says', text: GOOD, end: 'out_of_resources' }, 'CUT_OFF'),
  bad('an end by length that claims to be one', says(GOOD.slice(0, 60)), 'CUT_OFF'),
  bad('the call of a tool', { kind: 'calls-tool' }, 'TOOL_LEAK'),
  bad('the call of a tool as text', says('<tool_call>{"name":"buy"}</tool_call>'), 'TOOL_LEAK'),
  bad('the call of a tool as JSON', says({ name: 'buy', arguments: { size: 1 } }), 'TOOL_LEAK'),
  bad('doubled JSON', says(`${GOOD}\n${GOOD}`), 'DOUBLED_JSON', 2),
  bad('fenced JSON', says(`\`\`\`json\n${GOOD}\n\`\`\``), 'FENCED', 2),
  bad('prose behind JSON', says(`${GOOD}\nI hope this helps!`), 'TRAILING_TEXT', 2),
  bad('prose before JSON', says(`Here you are: ${GOOD}`), 'UNREADABLE', 2),
  bad('prose alone: do not BUY', says('Do not BUY now.'), 'UNREADABLE', 2),
  bad('a name twice', says(GOOD.replace('"confidence":0.8', '"confidence":0.8,"confidence":0.9')), 'DUPLICATE_KEYS', 2),
  bad('NaN', says(GOOD.replace('0.8', 'NaN')), 'NOT_A_NUMBER'),
  bad('Infinity by exponent', says(GOOD.replace('0.8', '1e999')), 'NOT_A_NUMBER'),
  bad('"NaN" as a price', says(votesWith({ stop: 'NaN' })), 'NOT_A_NUMBER'),
  bad('a number as a string', says(votesWith({ confidence: '0.8' })), 'INVALID_SCHEMA', 2),
  bad('a price as a number', says(votesWith({ stop: 59075.4 })), 'INVALID_SCHEMA', 2),
  bad('an unknown word', says(votesWith({ action: 'BUY' })), 'INVALID_SCHEMA'),
  bad('an unknown field', says(votesWith({ leverage: 50 })), 'INVALID_SCHEMA', 2),
  bad('a confidence above 1', says(votesWith({ confidence: 80 })), 'INVALID_SCHEMA'),
  bad('another schema', says({ answer: 'hold' }), 'INVALID_SCHEMA', 2),
  bad('an answer of 20 kB', says(votesWith({ reasons: ['x'.repeat(20_000)] })), 'TOO_LARGE'),
];
