import { noReply } from '../../../src/infrastructure/llm/calling/failed-exchange.js';
import { CalledModel } from '../../../src/infrastructure/llm/calling/called-model.js';
import { redactor } from '../../../src/infrastructure/llm/calling/redaction.js';
import type { Wire, WireReply, WireRequest } from '../../../src/infrastructure/llm/calling/wire.js';
import type { SteppedTiming } from './stepped-timing.js';

export const text = (value: unknown, usage = { inputTokens: 1_000, outputTokens: 100 }): WireReply => ({
  kind: 'text',
  text: typeof value === 'string' ? value : JSON.stringify(value),
  usage,
});

/** A failure that may be tried again and costs nothing, as a provider with too much to do answers. */
export const later = (retryAfterMs?: number): WireReply =>
  noReply('OVERLOADED', 'status 529', { mayRetry: true, ...(retryAfterMs !== undefined && { retryAfterMs }) });

export const failed = (): WireReply => noReply('FAILED', 'no response: ECONNRESET', { mayCost: true });

/** A line without a network: replies in their order, each after so many milliseconds of stepped time. */
export class ScriptedWire implements Wire {
  readonly requests: WireRequest[] = [];
  /** Of the stepped clock, at each sending. */
  readonly sentAt: number[] = [];

  constructor(
    private readonly timing: SteppedTiming,
    private readonly replies: readonly WireReply[],
    private readonly tookMs = 0,
  ) {}

  send(request: WireRequest): Promise<WireReply> {
    this.requests.push(request);
    this.sentAt.push(this.timing.now());
    const reply = this.replies[Math.min(this.requests.length, this.replies.length) - 1] ?? failed();
    if (this.tookMs === 0) return Promise.resolve(reply);
    return new Promise((resolve) => void this.timing.after(this.tookMs, () => resolve(reply)));
  }

  async check(): Promise<{ readonly ok: boolean; readonly detail: string }> {
    return { ok: true, detail: '' };
  }
}

export const modelOver = (wire: Wire, timing: SteppedTiming): CalledModel =>
  new CalledModel({
    name: 'deepseek',
    provider: 'deepseek',
    model: 'deepseek-flash',
    price: { input: '0.3', output: '1.2' },
    wire,
    redact: redactor(['planted-key-1234']),
    timing,
  });
