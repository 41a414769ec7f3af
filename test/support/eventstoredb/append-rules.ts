import type { NodeStream } from './node-stream.js';
import type { Expected, ProposedFact } from './stored-fact.js';

/** `repeated`: all facts are already there, the last at this revision; nothing is to be written. */
export type Judgement = 'write' | 'conflict' | { readonly repeated: bigint };

/** Where facts that came lately are, by id. */
export type RecentIds = (id: string) => { readonly stream: string; readonly revision: bigint } | undefined;

/** Facts are told apart by id alone, so other content under a known id changes nothing. */
const repeatedAt = (stream: NodeStream, after: bigint, facts: readonly ProposedFact[]): bigint | undefined => {
  const same = facts.every(({ id }, index) => stream.facts[Number(after) + 1 + index]?.id === id);
  return same && facts.length > 0 ? after + BigInt(facts.length) : undefined;
};

/** Without an exact revision the node only knows what its memory holds. */
const judgeByMemory = (name: string, facts: readonly ProposedFact[], recent: RecentIds): Judgement => {
  const known = facts.map(({ id }) => recent(id)).map((place) => (place?.stream === name ? place : undefined));
  if (!known[0]) return 'write';
  const last = known.at(-1);
  return last && known.every((place) => place) ? { repeated: last.revision } : 'conflict';
};

/** Whether an append is written, was already, or meets another revision. A soft-deleted stream counts as absent too. */
export const judgeAppend = (
  name: string,
  stream: NodeStream,
  facts: readonly ProposedFact[],
  expected: Expected,
  recent: RecentIds,
): Judgement => {
  if (expected === 'any') return judgeByMemory(name, facts, recent);
  if (expected === 'stream_exists') return stream.readable ? judgeByMemory(name, facts, recent) : 'conflict';
  if (expected === 'no_stream' && stream.softDeleted) return 'write';
  const revision = expected === 'no_stream' ? -1n : expected;
  if (revision === stream.last) return 'write';
  if (revision > stream.last) return 'conflict';
  const repeated = repeatedAt(stream, revision, facts);
  return repeated === undefined ? 'conflict' : { repeated };
};
