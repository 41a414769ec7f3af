import { ANSWER_FORMS } from '../answers/answer-forms.js';
import { exchanged } from '../calling/exchange.js';
import { failureOf } from '../calling/failed-exchange.js';
import type { Wire, WireReply, WireRequest } from '../calling/wire.js';
import { getModel, postMessage, type Endpoint, type MessageRequest, type ToolSchema } from './client.js';
import { messageReply } from './message-reply.js';

const requestOf = (model: string, { system, user, form, maxOutputTokens }: WireRequest): MessageRequest => ({
  model,
  max_tokens: maxOutputTokens,
  system,
  messages: [{ role: 'user', content: user }],
  tools: [
    {
      name: form,
      description: 'Takes the answer. It must be called exactly once.',
      input_schema: ANSWER_FORMS[form].schema as ToolSchema,
    },
  ],
  tool_choice: { type: 'tool', name: form, disable_parallel_tool_use: true },
  // Thoughts would be paid for and use up the deadline; with them a tool cannot be forced.
  thinking: { type: 'disabled' },
});

/** Anthropic's protocol. The answer is the input of one tool that must be called: the schema is the tool's. */
export class AnthropicWire implements Wire {
  constructor(
    private readonly endpoint: Endpoint,
    private readonly model: string,
  ) {}

  async send(request: WireRequest, signal: AbortSignal): Promise<WireReply> {
    const body = requestOf(this.model, request);
    const happened = await exchanged((fetch) => postMessage(this.endpoint, body, signal, fetch));
    const failure = failureOf(happened);
    if (failure || happened.kind !== 'response') return failure as WireReply;
    return messageReply(happened.text, happened.headers, request.form);
  }

  async check(signal: AbortSignal): Promise<{ readonly ok: boolean; readonly detail: string }> {
    const happened = await exchanged((fetch) => getModel(this.endpoint, this.model, signal, fetch));
    const failure = failureOf(happened);
    if (!failure) return { ok: true, detail: `${this.model} is offered` };
    if (failure.reason === 'NO_SUCH_MODEL') return { ok: false, detail: `${this.model} is not offered (any more)` };
    return { ok: false, detail: failure.detail };
  }
}
