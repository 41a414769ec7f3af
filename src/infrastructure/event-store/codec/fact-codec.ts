import type { NewFact } from '../../../application/ports/event-store.port.js';
import type { FactMetadata, RecordedFact } from '../../../domain/shared/fact.js';
import type { UpcastTable } from '../../../domain/shared/upcasts.js';
import { positionOf } from './position.js';
import { upcast } from './upcasts.js';

/** Facts of one append as columns of text. The JSON text is what is stored, byte for byte. */
export interface EncodedFacts {
  readonly types: readonly string[];
  readonly eventIds: readonly string[];
  readonly data: readonly string[];
  readonly metadata: readonly string[];
}

export const encode = (facts: readonly NewFact[]): EncodedFacts => ({
  types: facts.map((fact) => fact.type),
  eventIds: facts.map((fact) => fact.metadata.eventId),
  data: facts.map((fact) => JSON.stringify(fact.data)),
  metadata: facts.map((fact) => JSON.stringify(fact.metadata)),
});

/** Fields of one fact in a text of facts: position, version, type, data, metadata, stream. The last may be left out. */
const FIELDS = 6;

/**
 * Facts from one text, in which each is a line of its {@link FIELDS} as JSON, with commas between fields and behind each
 * line but the last. Parsed at once: fact by fact and column by column costs twice as much. `stream` names the stream of
 * all facts where the lines don't.
 * @throws UnreadableFact naming the first line that is not JSON, UnknownSchema
 */
export const decodeFacts = (text: string, upcasts: UpcastTable, stream?: string): RecordedFact[] => {
  const fields = parsed(text);
  const width = stream === undefined ? FIELDS : FIELDS - 1;
  const facts: RecordedFact[] = [];
  for (let at = 0; at < fields.length; at += width) {
    const stored = {
      stream: stream ?? (fields[at + 5] as string),
      version: fields[at + 1] as number,
      position: positionOf(fields[at] as number),
      type: fields[at + 2] as string,
      data: fields[at + 3],
      metadata: fields[at + 4] as FactMetadata,
    };
    facts.push(upcast(upcasts, stored));
  }
  return facts;
};

/** A fact whose stored text somebody has changed into something that is not JSON. */
export class UnreadableFact extends Error {
  override readonly name = 'UnreadableFact';
}

const parsed = (text: string): readonly unknown[] => {
  try {
    return JSON.parse(`[${text}]`) as readonly unknown[];
  } catch (cause) {
    for (const line of text.split(',\n')) {
      try {
        JSON.parse(`[${line}]`);
      } catch {
        throw new UnreadableFact(`the fact at position ${line.split(',', 1)[0]} is not JSON`, { cause });
      }
    }
    throw cause;
  }
};
