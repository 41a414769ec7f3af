import type {
  AppendResult,
  ExpectedVersion,
  NewFact,
  ReadAllOptions,
  ReadStreamOptions,
} from '../../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { LineStore } from './line-store.js';
import type { LineTail } from './line-tail.js';
import type { SharedLog } from './shared-log.js';

export type StoreClass = new (shared: SharedLog) => LineStore;

/** An adapter that does one thing wrong. */
export interface Broken {
  /** What it does wrong, as the end of "a store that ...". */
  readonly what: string;
  readonly store: StoreClass;
}

/** For each property of a group the adapters that fail it, and it alone. */
export type BrokenIn<Group> = { readonly [Name in keyof Group]: readonly [Broken, ...Broken[]] };

interface Append {
  readonly stream: string;
  readonly facts: readonly NewFact[];
  readonly expected: ExpectedVersion;
}

/** An append as it reaches the server, and what a sound server does with it or with a changed one. */
export interface AppendCall extends Append {
  readonly shared: SharedLog;
  readonly apply: (changed?: Partial<Append>) => Promise<AppendResult>;
}

/** A store whose server treats appends in another way. */
export const applying = (change: (call: AppendCall) => Promise<AppendResult>): StoreClass =>
  class extends LineStore {
    protected override apply(stream: string, facts: readonly NewFact[], expected: ExpectedVersion) {
      const apply = (changed: Partial<Append> = {}) =>
        super.apply(changed.stream ?? stream, changed.facts ?? facts, changed.expected ?? expected);
      return change({ stream, facts, expected, shared: this.shared, apply });
    }
  };

type Facts = AsyncIterable<RecordedFact>;

/** A store that reads streams in another way; `read` is the sound one. */
export const readingStreams = (
  change: (options: ReadStreamOptions, read: (options: ReadStreamOptions) => Facts) => Facts,
): StoreClass =>
  class extends LineStore {
    override readStream(stream: string, options: ReadStreamOptions = {}): Facts {
      return change(options, (changed) => super.readStream(stream, changed));
    }
  };

/** A store that reads the log in another way; `read` is the sound one. */
export const readingLog = (
  change: (options: ReadAllOptions, read: (options: ReadAllOptions) => Facts) => Facts,
): StoreClass =>
  class extends LineStore {
    override readAll(options: ReadAllOptions = {}): Facts {
      return change(options, (changed) => super.readAll(changed));
    }
  };

type TailClass = new (...parts: ConstructorParameters<typeof LineTail>) => LineTail;

/** A store whose subscriptions find their facts in another way. */
export const tailing = (Tail: TailClass): StoreClass =>
  class extends LineStore {
    protected override tail(options: ConstructorParameters<typeof LineTail>[1]): LineTail {
      return new Tail(this, options);
    }
  };

/** Never. */
export const hang = (): Promise<never> => new Promise(() => undefined);
