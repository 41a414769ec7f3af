import type { NewFact } from '../../../application/ports/event-store.port.js';
import type { FactMetadata, RecordedFact } from '../../../domain/shared/fact.js';
import type { UpcastTable } from '../../../domain/shared/upcasts.js';
import { positionOfText } from './position.js';
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

/** A stored fact as columns; numbers of 64 bits come as text. */
export interface FactRow {
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** Parsing the metadata is 0.4 us of the 3 us that a fact takes from the server's row to here, so it has no columns. */
export const decode = (row: FactRow, upcasts: UpcastTable): RecordedFact => {
  const { stream, version, type } = row;
  const data = JSON.parse(row.data) as unknown;
  const metadata = JSON.parse(row.metadata) as FactMetadata;
  return upcast(upcasts, { stream, version, position: positionOfText(row.position), type, data, metadata });
};
