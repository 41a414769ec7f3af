import { ANSWER_FORMS } from '../answers/answer-forms.js';
import { readJson } from '../answers/strict-json.js';
import { exchanged } from '../calling/exchange.js';
import { failureOf } from '../calling/failed-exchange.js';
import { checkedAgainst } from '../calling/model-list.js';
import type { Wire, WireReply, WireRequest } from '../calling/wire.js';
import { chatReply } from './chat-reply.js';
import { getModels, postChat, type ChatRequest, type Endpoint } from './client.js';

/** What differs between providers that speak this protocol. */
export interface Dialect {
  /** `json-object`: the provider knows no schema, so it stands in the prompt. */
  readonly structure: 'json-schema' | 'json-object';
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Fields of its own. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

const requestOf = (
  model: string,
  dialect: Dialect,
  { system, user, form, maxOutputTokens }: WireRequest,
): ChatRequest => {
  const { schema } = ANSWER_FORMS[form];
  const inPrompt = dialect.structure === 'json-object';
  const told = inPrompt
    ? `${system}\n\nAnswer with one JSON object of this JSON schema:\n${JSON.stringify(schema)}`
    : system;
  return {
    model,
    messages: [
      { role: 'system', content: told },
      { role: 'user', content: user },
    ],
    response_format: inPrompt
      ? { type: 'json_object' }
      : { type: 'json_schema', json_schema: { name: form, strict: true, schema } },
    [dialect.limit]: maxOutputTokens,
    stream: false,
    ...dialect.extra,
  };
};

/** The protocol that OpenAI made, and DeepSeek and local servers speak too. */
export class OpenAiWire implements Wire {
  constructor(
    private readonly endpoint: Endpoint,
    private readonly model: string,
    private readonly dialect: Dialect,
  ) {}

  async send(request: WireRequest, signal: AbortSignal): Promise<WireReply> {
    const body = requestOf(this.model, this.dialect, request);
    const happened = await exchanged((fetch) => postChat(this.endpoint, body, signal, fetch));
    const failure = failureOf(happened);
    if (failure || happened.kind !== 'response') return failure as WireReply;
    return chatReply(happened.text, happened.headers);
  }

  async check(signal: AbortSignal): Promise<{ readonly ok: boolean; readonly detail: string }> {
    const happened = await exchanged((fetch) => getModels(this.endpoint, signal, fetch));
    const failure = failureOf(happened);
    if (failure || happened.kind !== 'response') return { ok: false, detail: failure?.detail ?? '' };
    const json = readJson(happened.text);
    const { data } = ('value' in json ? (json.value ?? {}) : {}) as { data?: unknown };
    const list = (Array.isArray(data) ? data : []) as readonly { readonly id?: unknown }[];
    return checkedAgainst(this.model, list);
  }
}
