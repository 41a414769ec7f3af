import { CandleArchive, type CandleQuery } from '../../../../src/application/ports/candle-archive.port.js';
import { Checkpoints, type Checkpoint } from '../../../../src/application/ports/checkpoints.port.js';
import { StoreUnavailable } from '../../../../src/application/ports/event-store.port.js';
import type { Candle, Timeframe } from '../../../../src/domain/market/candle.js';
import type { UnixMs } from '../../../../src/domain/shared/time.js';
import type { Lifeline } from './lifeline.js';
import type { StoreTrouble } from './store-trouble.js';

/** Checkpoints as one process has them. */
export class MortalCheckpoints extends Checkpoints {
  constructor(
    private readonly inner: Checkpoints,
    private readonly life: Lifeline,
    private readonly trouble: StoreTrouble,
  ) {
    super();
  }

  async load(listener: string): Promise<Checkpoint | undefined> {
    await this.life.pass('load checkpoint');
    return this.inner.load(listener);
  }

  async save(listener: string, checkpoint: Checkpoint): Promise<void> {
    await this.life.pass('before save checkpoint');
    if (this.trouble.strikes('lost-checkpoint', 'checkpoint')) {
      throw new StoreUnavailable('not-applied', 'pretended: no checkpoint');
    }
    await this.inner.save(listener, checkpoint);
    await this.life.pass('after save checkpoint');
  }
}

/** The archive as one process has it. */
export class MortalArchive extends CandleArchive {
  constructor(
    private readonly inner: CandleArchive,
    private readonly life: Lifeline,
  ) {
    super();
  }

  async append(candles: readonly Candle[]): Promise<void> {
    await this.life.pass('before append candles');
    await this.inner.append(candles);
    await this.life.pass('after append candles');
  }

  async *read(query: CandleQuery): AsyncIterable<Candle> {
    await this.life.pass('read candles');
    yield* this.inner.read(query);
  }

  async newest(timeframe: Timeframe): Promise<UnixMs | undefined> {
    await this.life.pass('newest candle');
    return this.inner.newest(timeframe);
  }
}
