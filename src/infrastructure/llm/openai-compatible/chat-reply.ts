import { jsonFault } from '../answers/read-answer.js';
import { readJson } from '../answers/strict-json.js';
import { noReply } from '../calling/failed-exchange.js';
import { usageOf } from '../calling/usage.js';
import type { NoReply, WireReply } from '../calling/wire.js';

interface Choice {
  readonly finish_reason?: unknown;
  readonly message?: {
    readonly content?: unknown;
    readonly refusal?: unknown;
    readonly tool_calls?: unknown;
    readonly function_call?: unknown;
  } | null;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const faultOf = (choice: Choice): readonly [NoReply['reason'], string] | undefined => {
  const { message, finish_reason: finish } = choice;
  if (isText(message?.refusal)) return ['REFUSED', message.refusal];
  if (finish === 'content_filter') return ['REFUSED', "the provider's filter stopped it"];
  const calls = message?.tool_calls;
  if (
    finish === 'tool_calls' ||
    finish === 'function_call' ||
    message?.function_call ||
    (Array.isArray(calls) && calls.length > 0)
  ) {
    return ['TOOL_LEAK', 'the call of a tool that was not offered'];
  }
  if (finish === 'length') return ['CUT_OFF', 'the most tokens of an answer were reached'];
  if (finish !== 'stop') return ['CUT_OFF', `it did not end by itself: ${String(finish).slice(0, 40)}`];
  return undefined;
};

/** A body of status 200 as a reply. */
export const chatReply = (body: string, headers: Headers): WireReply => {
  const json = readJson(body);
  const requestId = headers.get('x-request-id') ?? undefined;
  if ('fault' in json) {
    const { reason, detail } = jsonFault(json.fault, `the body: ${json.detail}`);
    return noReply(body.trim() === '' ? 'EMPTY' : reason, detail, {
      text: body,
      mayCost: true,
      ...(requestId !== undefined && { requestId }),
    });
  }
  const { id, model, choices, usage: counted } = (json.value ?? {}) as Readonly<Record<string, unknown>>;
  const { prompt_tokens: input, completion_tokens: output } = (counted ?? {}) as Readonly<Record<string, unknown>>;
  const usage = usageOf(input, output);
  const head = {
    ...((requestId ?? isText(id)) && { requestId: requestId ?? (id as string) }),
    ...(isText(model) && { answeredBy: model }),
    ...(usage && { usage }),
  };
  const list = (Array.isArray(choices) ? choices : []) as readonly Choice[];
  const [choice, second] = list;
  if (!choice) return noReply('UNREADABLE', 'a body without an answer', { ...head, text: body, mayCost: true });
  if (json.twice !== undefined) {
    return noReply('DUPLICATE_KEYS', `the name ${json.twice} twice`, { ...head, text: body, isAlive: true });
  }
  const content = choice.message?.content;
  const text = isText(content) ? content : '';
  const told = { ...head, text, isAlive: true };
  if (second) return noReply('DOUBLED_JSON', 'two answers to one question', told);
  const fault = faultOf(choice);
  if (fault) return noReply(...fault, told);
  return { kind: 'text', text, ...head };
};
