import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { Digest } from '../ports/digest.port.js';
import { ConcurrencyError, type EventStore, type ExpectedVersion } from '../ports/event-store.port.js';
import { factLine } from './fact-line.js';
import { Refold } from './refold.js';

/** The target is not the beginning of the source, or somebody else writes it: nothing of it was changed. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}

export interface CopyParts {
  /** Both give facts as they are stored, so that old shapes are copied as they are. */
  readonly from: Pick<EventStore, 'readAll'>;
  readonly to: Pick<EventStore, 'readAll' | 'append'>;
  /** Lifts a stored fact to the present shape, for the state hash. */
  readonly lift: (fact: RecordedFact) => RecordedFact;
  readonly newDigest: () => Digest;
  /** Positions of the source that somebody keeps and will need in the target, as a listener that goes on there. */
  readonly kept?: readonly Position[];
}

export interface CopyProgress {
  readonly phase: 'copying' | 'verifying';
  /** Facts of this phase that are done. */
  readonly facts: number;
}

/** What a log holds, however it is stored. */
export interface LogSum {
  readonly facts: number;
  /** SHA-256 over all facts in their order, without positions, which are each store's own. */
  readonly digest: string;
  /** Of all states, as `tribune verify` prints it. */
  readonly stateHash: string;
}

export interface CopyReport {
  readonly source: LogSum;
  readonly target: LogSum;
  /** Facts that this run has written; those before them were there already. */
  readonly copied: number;
  readonly same: boolean;
  /** Where the target has the facts of the kept positions; one that the source does not have is missing. */
  readonly moved: ReadonlyMap<Position, Position>;
}

/** One append holds at most so many facts, and text; the smallest limit of a store is 1 MiB in UTF-8. */
const MOST_FACTS = 500;
const MOST_TEXT = 256 * 1024;
const REPORT_EVERY = 1_000;

/** Facts of a log, added up. */
class Sum {
  private readonly digest: Digest;
  private readonly states = new Refold();
  facts = 0;

  constructor(private readonly parts: Pick<CopyParts, 'lift' | 'newDigest'>) {
    this.digest = parts.newDigest();
  }

  add(fact: RecordedFact, line: string): void {
    this.digest.add(`${line}\n`);
    this.states.add(this.parts.lift(fact));
    this.facts += 1;
  }

  end(): LogSum {
    const stateHash = this.states.hashInto(this.parts.newDigest());
    return { facts: this.facts, digest: this.digest.hex(), stateHash };
  }
}

/** Neighbours in the log of one stream, which go in one append: the order of the whole log stays. */
class Run {
  private facts: RecordedFact[] = [];
  private text = 0;
  written = 0;

  constructor(private readonly to: CopyParts['to']) {}

  async add(fact: RecordedFact, line: string): Promise<void> {
    const fits = this.facts.length < MOST_FACTS && this.text + line.length <= MOST_TEXT;
    if (this.facts[0]?.stream !== fact.stream || !fits) await this.flush();
    this.facts.push(fact);
    this.text += line.length;
  }

  async flush(): Promise<void> {
    const [first] = this.facts;
    if (first === undefined) return;
    const expected: ExpectedVersion = first.version === 0 ? 'none' : first.version - 1;
    try {
      await this.to.append(first.stream, this.facts, expected);
    } catch (error) {
      if (!(error instanceof ConcurrencyError)) throw error;
      throw new CopyRefused(`somebody else writes the target: ${error.message}`);
    }
    this.written += this.facts.length;
    this.facts = [];
    this.text = 0;
  }
}

const otherLog = (n: number, { type, stream }: RecordedFact): CopyRefused =>
  new CopyRefused(
    `the target holds another log: its fact ${n} is ${type} of ${stream}, which the source does not have there`,
  );

/** Facts one by one; undefined at the end. */
const taker = (facts: AsyncIterable<RecordedFact>): (() => Promise<RecordedFact | undefined>) => {
  const iterator = facts[Symbol.asyncIterator]();
  return async () => {
    const step = await iterator.next();
    return step.done === true ? undefined : step.value;
  };
};

/**
 * Copies a log into an empty store, or goes on where an earlier copy of it ended, and reads the target again to compare.
 * Facts keep their order, streams, versions, ids and text; positions are the target's own.
 *
 * @throws CopyRefused, StoreUnavailable: run it again to go on
 */
export const copyLog = async (
  { from, to, kept = [], ...parts }: CopyParts,
  onProgress: (progress: CopyProgress) => void = () => undefined,
): Promise<CopyReport> => {
  const wanted = new Set(kept);
  /** By the number of the fact, which both logs share. */
  const placesOf = new Map<number, Position>();
  const moved = new Map<Position, Position>();
  const source = new Sum(parts);
  const run = new Run(to);
  const nextThere = taker(to.readAll());
  let there = await nextThere();
  for await (const fact of from.readAll()) {
    const line = factLine(fact);
    source.add(fact, line);
    if (wanted.has(fact.position)) placesOf.set(source.facts, fact.position);
    if (there === undefined) await run.add(fact, line);
    else if (factLine(there) !== line) throw otherLog(source.facts, there);
    else there = await nextThere();
    if (source.facts % REPORT_EVERY === 0) onProgress({ phase: 'copying', facts: source.facts });
  }
  if (there !== undefined) throw otherLog(source.facts + 1, there);
  await run.flush();
  const target = new Sum(parts);
  for await (const fact of to.readAll()) {
    target.add(fact, factLine(fact));
    const place = placesOf.get(target.facts);
    if (place !== undefined) moved.set(place, fact.position);
    if (target.facts % REPORT_EVERY === 0) onProgress({ phase: 'verifying', facts: target.facts });
  }
  const sums = { source: source.end(), target: target.end() };
  const same = JSON.stringify(sums.source) === JSON.stringify(sums.target);
  return { ...sums, copied: run.written, same, moved };
};
