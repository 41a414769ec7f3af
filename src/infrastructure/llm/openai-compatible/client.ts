/** The one door to `openai`. It is loaded when a model is asked, and not before. */
import type { OpenAI } from 'openai';

export interface Endpoint {
  readonly baseUrl: string;
  /** Absent for a server that asks for none. */
  readonly key?: string;
}

export type ChatRequest = OpenAI.ChatCompletionCreateParamsNonStreaming;

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Longer than any deadline of ours: the signal ends a call, not the client. */
const NEVER_MS = 600_000;

const clientOf = async ({ baseUrl, key }: Endpoint, fetch: Fetch): Promise<OpenAI> => {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: key ?? 'none',
    // Nothing but the settings decides where a call goes and on whose account: the client would read the environment.
    organization: null,
    project: null,
    ...(key === undefined && { defaultHeaders: { Authorization: null } }),
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
    fetch,
  });
};

export const postChat = async (
  endpoint: Endpoint,
  request: ChatRequest,
  signal: AbortSignal,
  fetch: Fetch,
): Promise<void> => {
  const client = await clientOf(endpoint, fetch);
  await client.chat.completions.create(request, { signal }).asResponse();
};

export const getModels = async (endpoint: Endpoint, signal: AbortSignal, fetch: Fetch): Promise<void> => {
  const client = await clientOf(endpoint, fetch);
  await client.models.list({ signal }).asResponse();
};
