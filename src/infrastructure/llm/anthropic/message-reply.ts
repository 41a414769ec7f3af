import { jsonFault } from '../answers/read-answer.js';
import { readJson } from '../answers/strict-json.js';
import { noReply } from '../calling/failed-exchange.js';
import { usageOf } from '../calling/usage.js';
import type { Usage, WireReply } from '../calling/wire.js';

interface Block {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly name?: unknown;
  readonly input?: unknown;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Cached tokens are counted apart; they are input, and reckoned at its full price. */
const usageIn = (counted: unknown): Usage | undefined => {
  const { input_tokens: input, output_tokens: output, ...rest } = (counted ?? {}) as Readonly<Record<string, unknown>>;
  const cached = [rest['cache_creation_input_tokens'], rest['cache_read_input_tokens']].map((count) => count ?? 0);
  const all = [input, ...cached].reduce<unknown>(
    (sum, count) => (typeof sum === 'number' && typeof count === 'number' ? sum + count : undefined),
    0,
  );
  return usageOf(all, output);
};

const ENDS: Readonly<Record<string, readonly ['REFUSED' | 'CUT_OFF', string]>> = {
  refusal: ['REFUSED', 'the model would not answer'],
  max_tokens: ['CUT_OFF', 'the most tokens of an answer were reached'],
  model_context_window_exceeded: ['CUT_OFF', 'the most tokens of a call were reached'],
};

/** A body of status 200 as a reply; the answer is the input of the tool `tool`, or a text in its place. */
export const messageReply = (body: string, headers: Headers, tool: string): WireReply => {
  const json = readJson(body);
  const requestId = headers.get('request-id') ?? undefined;
  if ('fault' in json) {
    const { reason, detail } = jsonFault(json.fault, `the body: ${json.detail}`);
    return noReply(body.trim() === '' ? 'EMPTY' : reason, detail, {
      text: body,
      mayCost: true,
      ...(requestId !== undefined && { requestId }),
    });
  }
  const {
    id,
    model,
    content,
    usage: counted,
    stop_reason: stop,
  } = (json.value ?? {}) as Readonly<Record<string, unknown>>;
  const usage = usageIn(counted);
  const head = {
    ...((requestId ?? isText(id)) && { requestId: requestId ?? (id as string) }),
    ...(isText(model) && { answeredBy: model }),
    ...(usage && { usage }),
  };
  if (!Array.isArray(content))
    return noReply('UNREADABLE', 'a body without an answer', { ...head, text: body, mayCost: true });
  const blocks = content as readonly Block[];
  const calls = blocks.filter(({ type }) => type === 'tool_use');
  const words = blocks.flatMap((block) => (block.type === 'text' && isText(block.text) ? [block.text] : [])).join('\n');
  const [call, second] = calls;
  if (json.twice !== undefined) {
    const detail = `the name ${json.twice} twice`;
    return noReply('DUPLICATE_KEYS', detail, { ...head, text: body, isAlive: true, mayRepair: calls.length === 1 });
  }
  const text = call ? JSON.stringify(call.input ?? null) : words;
  const told = { ...head, text, isAlive: true };
  const end = typeof stop === 'string' ? ENDS[stop] : undefined;
  if (end) return noReply(...end, told);
  if (calls.some(({ name }) => name !== tool)) {
    return noReply('TOOL_LEAK', 'the call of a tool that was not offered', told);
  }
  if (second) return noReply('DOUBLED_JSON', 'two answers to one question', told);
  if (stop !== 'tool_use' && stop !== 'end_turn') {
    return noReply('CUT_OFF', `it did not end by itself: ${String(stop).slice(0, 40)}`, told);
  }
  return { kind: 'text', text, ...head };
};
