import type { IncomingMessage } from 'node:http';
import type { Behaviour, Script, SeenRequest } from './behaviour.js';
import { startFake, type ErrorAnswer, type FakeOptions, type FakeProvider, type Protocol } from './fake-provider.js';
import { listOf } from './strict-schema.js';

const FIELDS = new Set(['model', 'max_tokens', 'system', 'messages', 'tools', 'tool_choice', 'thinking', 'stream']);

type Body = Readonly<Record<string, unknown>>;

const refused = (message: string, status = 400): ErrorAnswer => ({ status, message });

const read = (body: Body, { headers }: IncomingMessage): Omit<SeenRequest, 'n' | 'key'> | ErrorAnswer => {
  if (headers['anthropic-version'] === undefined) return refused('anthropic-version: header is required');
  const strange = Object.keys(body).find((name) => !FIELDS.has(name));
  if (strange !== undefined) return refused(`${strange}: Extra inputs are not permitted`);
  const { model, max_tokens: maxTokens, system, messages, tools, tool_choice: choice, thinking } = body;
  if (typeof model !== 'string') return refused('model: Field required');
  if (!Number.isInteger(maxTokens) || (maxTokens as number) < 1) return refused('max_tokens: Field required');
  const [message, ...more] = (Array.isArray(messages) ? messages : []) as readonly { role: string; content: string }[];
  if (message?.role !== 'user' || more.length > 0) return refused('messages: one of the user');
  const [tool] = (Array.isArray(tools) ? tools : []) as readonly { name: string; input_schema: Body }[];
  const { type, name } = (choice ?? {}) as { type?: string; name?: string };
  if (!tool || type !== 'tool' || name !== tool.name) return refused('tool_choice: must name a tool that is offered');
  if ((thinking as { type?: string } | undefined)?.type === 'enabled') {
    return refused('Thinking may not be enabled when tool_choice forces tool use.');
  }
  if (tool.input_schema['type'] !== 'object') return refused('tools.0.input_schema.type: Field required');
  return {
    model,
    system: String(system),
    user: message.content,
    list: listOf(tool.input_schema),
    maxTokens: maxTokens as number,
    body,
  };
};

/** Whether a text is exactly one object, well formed or not: only that can stand as the input of a tool. */
const isOneObject = (text: string): boolean => {
  let depth = 0;
  let isQuoted = false;
  if (!text.startsWith('{')) return false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted && sign === '\\') at++;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === '{') depth++;
    else if (!isQuoted && sign === '}' && --depth === 0) return at === text.length - 1;
  }
  return false;
};

/** The content as text of JSON: it may have to hold what JSON.stringify would never write. */
const contentOf = (behaviour: Behaviour, tool: string): string => {
  const use = (name: string, input: string) => `[{"type":"tool_use","id":"toolu_1","name":"${name}","input":${input}}]`;
  if (behaviour.kind === 'refuses') return '[]';
  if (behaviour.kind === 'runs-out') return use(tool, '{"votes":[]}');
  if (behaviour.kind === 'calls-tool') return use('place_order', '{"side":"buy"}');
  if (behaviour.kind !== 'says') throw new Error(`no content for ${behaviour.kind}`);
  if (isOneObject(behaviour.text)) return use(tool, behaviour.text);
  return behaviour.text === '' ? '[]' : JSON.stringify([{ type: 'text', text: behaviour.text }]);
};

const STOP: Readonly<Record<string, string>> = { refuses: 'refusal', 'runs-out': 'max_tokens' };

const PROTOCOL: Protocol = {
  base: '',
  askPath: '/v1/messages',
  modelsPath: '/v1/models',
  requestIdHeader: 'request-id',
  keyOf: ({ headers }) => headers['x-api-key']?.toString() ?? /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1],
  read,
  body: ({ n, model, body }, behaviour) => {
    const {
      tokens = { input: 1_000, output: 100 },
      answeredBy = model,
      end,
    } = behaviour.kind === 'says' ? behaviour : {};
    const [tool] = body['tools'] as readonly { name: string }[];
    const content = contentOf(behaviour, tool?.name ?? '');
    const stop = end ?? STOP[behaviour.kind] ?? (content.includes('"tool_use"') ? 'tool_use' : 'end_turn');
    const usage = { input_tokens: tokens.input, output_tokens: tokens.output };
    const head = JSON.stringify({ id: `msg_${n}`, type: 'message', role: 'assistant', model: answeredBy, usage });
    return `${head.slice(0, -1)},"stop_reason":"${stop}","stop_sequence":null,"content":${content}}`;
  },
  error: ({ message, status }) => ({ type: 'error', error: { type: `error_${status}`, message } }),
  models: (offered, path) => {
    const id = decodeURIComponent(path.slice('/v1/models/'.length));
    return offered.includes(id)
      ? { type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' }
      : undefined;
  },
};

/** A server that speaks the protocol of Anthropic, strictly, and answers as the script says. */
export const startAnthropicFake = (script: Script, options: FakeOptions = {}): Promise<FakeProvider> =>
  startFake(PROTOCOL, script, options);
