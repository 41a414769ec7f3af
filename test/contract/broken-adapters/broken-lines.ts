import {
  type AppendResult,
  ConcurrencyError,
  type ReadStreamOptions,
  StoreUnavailable,
} from '../../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { collect } from '../../support/facts.js';
import type { lifetime } from '../event-store-lifetime.contract.js';
import type { interrupted, sharing } from '../event-store-sharing.contract.js';
import { type BrokenIn, tailing } from './broken.js';
import { RewindingTail, SkippingTail, StallingTail } from './broken-tails.js';
import { LineStore } from './line-store.js';

/** Remembers a stream that it has read until it appends to it itself. */
class StaleStore extends LineStore {
  private readonly read = new Map<string, readonly RecordedFact[]>();

  override async append(...append: Parameters<LineStore['append']>): Promise<AppendResult> {
    try {
      return await super.append(...append);
    } finally {
      this.read.delete(append[0]);
    }
  }

  override async *readStream(stream: string, options: ReadStreamOptions = {}) {
    const isWhole = Object.keys(options).length === 0;
    const facts = (isWhole && this.read.get(stream)) || (await collect(super.readStream(stream, options)));
    if (isWhole) this.read.set(stream, facts);
    yield* facts;
  }
}

/** Compares the expected version with what it knows of a stream itself; of one that is new to it, it knows nothing. */
class UnawareStore extends LineStore {
  private readonly met = new Set<string>();

  protected override apply(...[stream, facts, expected]: Parameters<LineStore['append']>): Promise<AppendResult> {
    const isNew = !this.met.has(stream);
    this.met.add(stream);
    return super.apply(stream, facts, expected).catch((error: unknown) => {
      if (!(error instanceof ConcurrencyError) || !isNew || error.actual === 'none') throw error;
      return super.apply(stream, facts, error.actual);
    });
  }
}

/** After an unknown outcome it appends again without asking what is there. */
class DoublingStore extends LineStore {
  private readonly unknown = new Set<string | undefined>();

  override append(...append: Parameters<LineStore['append']>): Promise<AppendResult> {
    return super.append(...append).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) this.unknown.add(append[1][0]?.metadata.eventId);
      throw error;
    });
  }

  protected override async apply(...[stream, facts, expected]: Parameters<LineStore['append']>) {
    const headBefore = this.shared.head ?? '';
    const result = await super.apply(stream, facts, expected);
    const isRepeat = result.position <= headBefore;
    return isRepeat && this.unknown.has(facts[0]?.metadata.eventId)
      ? super.apply(stream, facts, result.version)
      : result;
  }
}

export const brokenSharing: BrokenIn<typeof sharing> = {
  'F-S2 has one id for the same data': [
    {
      what: 'has an id for each process',
      store: class extends LineStore {
        private readonly number = this.shared.lines.size;

        override async storeId() {
          return `${await super.storeId()}-${this.number}`;
        }
      },
    },
  ],
  'reads what another process has just appended': [{ what: 'reads a stream only once', store: StaleStore }],
  'F-S4 refuses an append after one of another process at the same version': [
    { what: 'compares the expected version within its own process', store: UnawareStore },
  ],
  'F-S5 wakes a waiting subscription for each fact of another process': [
    {
      what: 'listens to other processes only after its line broke once',
      store: class extends LineStore {
        override hear(own: boolean) {
          if (own || this.cuts > 0) super.hear(own);
        }
      },
    },
  ],
};

export const brokenLines: BrokenIn<typeof interrupted> = {
  'F-S5 goes on with a subscription through broken connections, without a gap or a double': [
    { what: 'stalls a subscription when its line breaks again', store: tailing(StallingTail) },
    { what: 'misses what comes while its line is broken', store: tailing(SkippingTail) },
    { what: 'gives facts again after its line broke', store: tailing(RewindingTail) },
  ],
  'F-S5 wakes a waiting subscription again after its connections broke': [
    {
      what: 'listens to other processes only until its line breaks',
      store: class extends LineStore {
        override hear(own: boolean) {
          if (own || this.cuts === 0) super.hear(own);
        }
      },
    },
  ],
  'says that it is well again after its connections broke': [
    {
      what: 'stays ill after its line broke',
      store: class extends LineStore {
        override health() {
          return this.cuts > 0 ? { status: 'down' as const, detail: 'the line broke' } : super.health();
        }
      },
    },
  ],
  'F-S3 writes nothing twice when appends of unknown outcome come again': [
    { what: 'writes again what it lost the answer of', store: DoublingStore },
  ],
  'says "not applied" only of what was not written': [
    {
      what: 'takes every lost append for one that was not written',
      store: class extends LineStore {
        protected override lost() {
          return new StoreUnavailable('not-applied', 'the line was cut');
        }
      },
    },
  ],
};

export const brokenLifetime: BrokenIn<typeof lifetime> = {
  'F-S2 has an id of its own, by which a checkpoint of another store is known': [
    {
      what: 'has the id that all have',
      store: class extends LineStore {
        override async storeId() {
          return 'the log';
        }
      },
    },
  ],
  'says that it is up, and after its end that it is down': [
    {
      what: 'is up after its end',
      store: class extends LineStore {
        override health() {
          return { status: 'up' as const, detail: 'always' };
        }
      },
    },
  ],
  'refuses appends after its end, surely not applied': [
    {
      what: 'does not know whether it wrote after its end',
      store: class extends LineStore {
        override append(...append: Parameters<LineStore['append']>): Promise<AppendResult> {
          return this.closed ? Promise.reject(this.lost('on its way')) : super.append(...append);
        }
      },
    },
  ],
};
