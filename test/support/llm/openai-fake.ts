import type { Behaviour, Script, SeenRequest } from './behaviour.js';
import { startFake, type ErrorAnswer, type FakeOptions, type FakeProvider, type Protocol } from './fake-provider.js';
import { listOf, strictSchemaFault } from './strict-schema.js';

const FIELDS = new Set([
  'model',
  'messages',
  'response_format',
  'max_tokens',
  'max_completion_tokens',
  'stream',
  'thinking',
]);

type Body = Readonly<Record<string, unknown>>;

const refused = (message: string, status = 400): ErrorAnswer => ({ status, message });

/** The list that the answer is to have, or what is wrong with the format asked for. */
const formatOf = (format: unknown, told: string): { readonly list: string } | ErrorAnswer => {
  const { type, json_schema: named } = (format ?? {}) as { type?: unknown; json_schema?: Body };
  if (type === 'json_object') {
    // The provider's own rule: without the word it would write white space until its limit.
    if (!/json/i.test(told)) return refused("the prompt must contain the word 'json'");
    const schema = /\{"type":"object".*\}/.exec(told)?.[0];
    return schema === undefined ? refused('no schema in the prompt') : { list: listOf(JSON.parse(schema)) };
  }
  if (type !== 'json_schema') return refused('response_format is missing');
  const fault = named?.['strict'] === true ? strictSchemaFault(named['schema']) : 'not strict';
  return fault === undefined ? { list: listOf(named?.['schema']) } : refused(`json_schema: ${fault}`);
};

const read = (body: Body): Omit<SeenRequest, 'n' | 'key'> | ErrorAnswer => {
  const strange = Object.keys(body).find((name) => !FIELDS.has(name));
  if (strange !== undefined) return refused(`unknown field ${strange}`);
  const { model, messages, stream } = body;
  const maxTokens = body['max_completion_tokens'] ?? body['max_tokens'];
  if (typeof model !== 'string') return refused('model is missing');
  if (stream === true) return refused('streams are not spoken here');
  if (!Number.isInteger(maxTokens) || (maxTokens as number) < 1) return refused('max_tokens is missing');
  const [system, user, ...more] = (Array.isArray(messages) ? messages : []) as readonly {
    role: string;
    content: string;
  }[];
  if (system?.role !== 'system' || user?.role !== 'user' || more.length > 0)
    return refused('messages: system, then user');
  const format = formatOf(body['response_format'], system.content + user.content);
  if ('status' in format) return format;
  return {
    model,
    system: system.content,
    user: user.content,
    list: format.list,
    maxTokens: maxTokens as number,
    body,
  };
};

const messageOf = (behaviour: Behaviour): Body => {
  if (behaviour.kind === 'refuses') return { role: 'assistant', content: null, refusal: 'I will not answer this.' };
  if (behaviour.kind === 'runs-out') return { role: 'assistant', content: '{"votes":[]}' };
  if (behaviour.kind === 'says') return { role: 'assistant', content: behaviour.text };
  const call = { id: 'call-1', type: 'function', function: { name: 'place_order', arguments: '{"side":"buy"}' } };
  return { role: 'assistant', content: '', tool_calls: [call] };
};

const FINISH: Readonly<Record<string, string>> = { 'runs-out': 'length', 'calls-tool': 'tool_calls' };

const PROTOCOL: Protocol = {
  base: '/v1',
  askPath: '/v1/chat/completions',
  modelsPath: '/v1/models',
  requestIdHeader: 'x-request-id',
  keyOf: ({ headers }) => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1],
  read,
  body: ({ n, model }, behaviour) => {
    const {
      tokens = { input: 1_000, output: 100 },
      answeredBy = model,
      end = FINISH[behaviour.kind] ?? 'stop',
    } = behaviour.kind === 'says' ? behaviour : {};
    return {
      id: `chatcmpl-${n}`,
      object: 'chat.completion',
      created: 1_767_571_200,
      model: answeredBy,
      choices: [{ index: 0, message: messageOf(behaviour), finish_reason: end }],
      usage: {
        prompt_tokens: tokens.input,
        completion_tokens: tokens.output,
        total_tokens: tokens.input + tokens.output,
      },
    };
  },
  error: ({ message, status }) => ({ error: { message, type: 'error', code: String(status) } }),
  models: (offered) => ({ object: 'list', data: offered.map((id) => ({ id, object: 'model' })) }),
};

/** A server that speaks the protocol of OpenAI, strictly, and answers as the script says. */
export const startOpenAiFake = (script: Script, options: FakeOptions = {}): Promise<FakeProvider> =>
  startFake(PROTOCOL, script, options);
