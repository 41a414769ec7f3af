/** The one door to `@anthropic-ai/sdk`. It is loaded when a model is asked, and not before. */
import type { Anthropic } from '@anthropic-ai/sdk';

export interface Endpoint {
  /** Without `/v1`. */
  readonly baseUrl: string;
  readonly key: string;
}

export type MessageRequest = Anthropic.MessageCreateParamsNonStreaming;
export type ToolSchema = Anthropic.Tool.InputSchema;

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Longer than any deadline of ours: the signal ends a call, not the client. */
const NEVER_MS = 600_000;

const clientOf = async ({ baseUrl, key }: Endpoint, fetch: Fetch): Promise<Anthropic> => {
  const { Anthropic } = await import('@anthropic-ai/sdk');
  return new Anthropic({
    baseURL: baseUrl,
    apiKey: key,
    // Nothing but the settings decides on whose account a call goes, and no copy of it goes to a tracer.
    authToken: null,
    openTelemetry: false,
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
    fetch,
  });
};

export const postMessage = async (
  endpoint: Endpoint,
  request: MessageRequest,
  signal: AbortSignal,
  fetch: Fetch,
): Promise<void> => {
  const client = await clientOf(endpoint, fetch);
  await client.messages.create(request, { signal }).asResponse();
};

/** One model: an alias is known here, but not on the list. */
export const getModel = async (endpoint: Endpoint, model: string, signal: AbortSignal, fetch: Fetch): Promise<void> => {
  const client = await clientOf(endpoint, fetch);
  await client.models.retrieve(model, {}, { signal }).asResponse();
};
