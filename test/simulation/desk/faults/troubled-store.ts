import {
  type AppendResult,
  type EventStore,
  type ExpectedVersion,
  type NewFact,
  type ReadAllOptions,
  type ReadStreamOptions,
  StoreUnavailable,
} from '../../../../src/application/ports/event-store.port.js';
import { StoreAround } from '../../../../src/application/ports/store-around.js';
import type { Position, RecordedFact } from '../../../../src/domain/shared/fact.js';
import { categoryOf } from '../../../../src/domain/shared/stream-names.js';
import type { Lifeline } from './lifeline.js';
import type { StoreTrouble } from './store-trouble.js';

/** The log as one process has it: it loses answers, somebody else appends in between, and the process may die in any call. */
export class TroubledStore extends StoreAround {
  constructor(
    inner: EventStore,
    private readonly life: Lifeline,
    private readonly trouble: StoreTrouble,
  ) {
    super(inner);
  }

  override async storeId(): Promise<string> {
    await this.life.pass('store id');
    return this.inner.storeId();
  }

  override async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    const { life, trouble } = this;
    const where = `append ${categoryOf(stream)} ${facts[0]?.type ?? ''}`;
    await life.pass(`before ${where}`);
    if (trouble.strikes('lost-append', stream)) throw new StoreUnavailable('not-applied', 'pretended: lost');
    if (categoryOf(stream) === 'account' && trouble.strikes('conflict', stream)) await trouble.intervene();
    const result = await this.inner.append(stream, facts, expected);
    await life.pass(`after ${where}`);
    if (trouble.strikes('unanswered', stream)) throw new StoreUnavailable('unknown', 'pretended: no answer');
    return result;
  }

  override async *readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedFact> {
    await this.read(`read ${categoryOf(stream)}`, stream);
    yield* this.inner.readStream(stream, options);
  }

  override async *readAll(options?: ReadAllOptions): AsyncIterable<RecordedFact> {
    await this.read('read all', 'all');
    yield* this.inner.readAll(options);
  }

  override async head(): Promise<Position | undefined> {
    await this.life.pass('head');
    return this.inner.head();
  }

  /** The log outlives the process. */
  override close(): Promise<void> {
    return Promise.resolve();
  }

  private async read(where: string, stream: string): Promise<void> {
    await this.life.pass(where);
    if (this.trouble.strikes('lost-read', stream)) throw new StoreUnavailable('not-applied', 'pretended: lost');
    // Whoever else is at work gets so many turns before the answer is here.
    if (this.trouble.strikes('slow-read', stream)) for (let turn = 0; turn < 25; turn++) await Promise.resolve();
  }
}
