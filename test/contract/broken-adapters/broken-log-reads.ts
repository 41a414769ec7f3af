import type { ReadAllOptions, ReadStreamOptions } from '../../../src/application/ports/event-store.port.js';
import type { Position, RecordedFact } from '../../../src/domain/shared/fact.js';
import { categoryOf } from '../../../src/domain/shared/stream-names.js';
import { collect } from '../../support/facts.js';
import type { logReading } from '../event-store-reading.contract.js';
import { turn } from '../store-under-test.js';
import { type BrokenIn, hang, readingLog, tailing } from './broken.js';
import { LineStore } from './line-store.js';
import { LineTail } from './line-tail.js';

const isWhole = ({ after, limit, categories }: ReadAllOptions) =>
  after === undefined && limit === undefined && categories === undefined;

/** Holds a place for each reading, and frees it only when the reading comes to its end. */
class HoldingStore extends LineStore {
  private places = 30;

  override readStream(stream: string, options: ReadStreamOptions = {}) {
    return this.hold(super.readStream(stream, options));
  }

  override readAll(options: ReadAllOptions = {}) {
    return this.hold(super.readAll(options));
  }

  private async *hold(facts: AsyncIterable<RecordedFact>) {
    if (this.places === 0) await hang();
    this.places -= 1;
    yield* facts;
    this.places += 1;
  }
}

/** Reads all that is there before it gives the first of it, decoded. */
class HoardingStore extends LineStore {
  override async *readAll(options: ReadAllOptions = {}) {
    const text = isWhole(options) ? JSON.stringify(await collect(super.readAll())) : '[]';
    const facts = JSON.parse(text) as readonly RecordedFact[];
    this.heldLetters += text.length;
    try {
      yield* facts;
    } finally {
      this.heldLetters -= text.length;
    }
    const last = facts.at(-1)?.position;
    yield* super.readAll(last === undefined ? options : { after: last });
  }
}

/** Every other append becomes visible a little after one that has a later position. */
class DirtyStore extends LineStore {
  private appends = 0;

  override async *readAll(options: ReadAllOptions = {}) {
    for await (const fact of super.readAll(options)) if (!this.shared.underWay.has(fact.position)) yield fact;
  }

  protected override async apply(...append: Parameters<LineStore['append']>) {
    const result = await super.apply(...append);
    if (this.appends++ % 2 === 0) return result;
    for (const fact of result.facts) this.shared.underWay.add(fact.position);
    for (let turns = 0; turns < 4; turns++) await turn();
    for (const fact of result.facts) this.shared.underWay.delete(fact.position);
    return result;
  }
}

export const brokenLogReads: BrokenIn<typeof logReading> = {
  'reads all in the order of the appends, by positions that rise as text': [
    {
      what: 'reads the log stream by stream',
      store: readingLog(async function* (options, read) {
        if (!isWhole(options)) yield* read(options);
        else yield* (await collect(read(options))).sort((a, b) => (a.stream < b.stream ? -1 : 1));
      }),
    },
  ],
  'reads a log of more than a page whole': [
    {
      what: 'reads two pages of the log at most',
      store: readingLog((options, read) => read({ ...options, limit: Math.min(options.limit ?? 1_000, 1_000) })),
    },
  ],
  'reads what lies after a position, without the fact there': [
    {
      what: 'begins a reading with the fact at the position',
      store: readingLog(async function* (options, read) {
        const { after, limit } = options;
        if (after === undefined || limit !== undefined) yield* read(options);
        else for await (const fact of read({})) if (fact.position >= after) yield fact;
      }),
    },
  ],
  'reads at most as many facts of the log as wanted': [
    {
      what: 'takes no limit for the whole log',
      store: readingLog((options, read) => read(options.categories ? options : { ...options, limit: Infinity })),
    },
  ],
  'reads only the categories wanted, by their whole names': [
    {
      what: 'takes a category for the beginning of a name',
      store: readingLog(async function* ({ categories, limit, ...options }, read) {
        let left = limit ?? Infinity;
        for await (const fact of read(options)) {
          if (categories && !categories.some((category) => fact.stream.startsWith(category))) continue;
          if (left-- <= 0) return;
          yield fact;
        }
      }),
    },
    {
      what: 'takes no categories for all of them',
      store: readingLog(({ categories, ...options }, read) =>
        read(categories && categories.length > 0 ? { ...options, categories } : options),
      ),
    },
  ],
  'counts only facts of the categories wanted towards a limit': [
    {
      what: 'counts every fact that it looks at',
      store: readingLog(async function* ({ categories, ...options }, read) {
        if (options.limit === undefined && categories) yield* read({ ...options, categories });
        else
          for await (const fact of read(options)) if (categories?.includes(categoryOf(fact.stream)) ?? true) yield fact;
      }),
    },
  ],
  'knows the position of the last fact as the head, after each append': [
    {
      what: 'keeps the first head that it saw',
      store: class extends LineStore {
        private first: Position | undefined;

        override async head() {
          this.first ??= await super.head();
          return this.first;
        }
      },
    },
  ],
  'has no head while the log is empty': [
    {
      what: 'has a head of zeros before the first fact',
      store: class extends LineStore {
        override async head() {
          return (await super.head()) ?? '0'.repeat(16);
        }
      },
    },
  ],
  'gives equal facts by every way of reading': [
    {
      what: 'numbers facts in a subscription from the wrong end',
      store: tailing(
        class extends LineTail {
          protected override handOut(page: readonly RecordedFact[]) {
            return page.map((fact) => ({ ...fact, version: -fact.version }));
          }
        },
      ),
    },
  ],
  'lets go of what a reading holds when it is broken off': [
    { what: 'keeps what a reading holds until it comes to its end', store: HoldingStore },
  ],
  'goes on to facts that are appended while it reads': [
    {
      what: 'reads what was there when it began',
      store: readingLog(async function* (options, read) {
        yield* await collect(read(options));
      }),
    },
  ],
  'holds little in memory for a reading that is slow': [
    { what: 'reads all before it gives the first fact', store: HoardingStore },
  ],
  'F-S1 passes over no fact of writers whose appends are under way': [
    { what: 'shows positions out of order', store: DirtyStore },
  ],
};
