import type { NewFact } from '../../../application/ports/event-store.port.js';
import type { FactMetadata, RecordedFact } from '../../../domain/shared/fact.js';
import { positionOf } from './position.js';
import { upcast, type UpcastTable } from './upcasts.js';

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

export const decode = (row: FactRow, upcasts: UpcastTable): RecordedFact => {
  const stored = { data: JSON.parse(row.data) as unknown, metadata: JSON.parse(row.metadata) as FactMetadata };
  const { data, metadata } = upcast(upcasts, row.type, stored);
  const position = positionOf(Number(row.position));
  return { stream: row.stream, version: row.version, position, type: row.type, data, metadata };
};
