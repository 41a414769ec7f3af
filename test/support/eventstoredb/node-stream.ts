import { LAST_REVISION, type StoredFact } from './stored-fact.js';

/** One stream of the node: its facts by revision, and what its metadata hides from readers. */
export class NodeStream {
  readonly facts: StoredFact[] = [];
  tombstone: StoredFact | undefined;
  private truncateBefore = 0n;
  private maxCount: bigint | undefined;

  /** The last revision, or -1n for a stream without facts. */
  get last(): bigint {
    return BigInt(this.facts.length) - 1n;
  }

  get softDeleted(): boolean {
    return this.truncateBefore === LAST_REVISION;
  }

  /** Readers meet no fact below this revision. */
  get firstReadable(): bigint {
    const kept = this.maxCount === undefined ? 0n : this.last + 1n - this.maxCount;
    return kept > this.truncateBefore ? kept : this.truncateBefore;
  }

  /** Whether a reader finds the stream at all. */
  get readable(): boolean {
    return this.facts.length > 0 && !this.softDeleted;
  }

  /** Takes over the content of a `$metadata` fact; what is not JSON says nothing. */
  describe(metadata: Uint8Array): void {
    const { $tb, $maxCount } = parse(metadata);
    this.truncateBefore = $tb ?? 0n;
    this.maxCount = $maxCount;
  }
}

/** By pattern, because JSON.parse would round `$tb` of a soft delete. */
const parse = (metadata: Uint8Array): { $tb?: bigint; $maxCount?: bigint } => {
  const text = Buffer.from(metadata).toString('utf8');
  const number = (key: string) => new RegExp(`"\\$${key}"\\s*:\\s*(\\d+)`).exec(text)?.[1];
  const [tb, maxCount] = [number('tb'), number('maxCount')];
  return { ...(tb && { $tb: BigInt(tb) }), ...(maxCount && { $maxCount: BigInt(maxCount) }) };
};
