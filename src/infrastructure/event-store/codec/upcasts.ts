import type { FactMetadata } from '../../../domain/shared/fact.js';
import { schemaOf, type UpcastTable } from '../../../domain/shared/upcasts.js';

interface Shape {
  readonly type: string;
  readonly data: unknown;
  readonly metadata: FactMetadata;
}

/** A shape that this program does not know: written by a newer one. To read on would be to guess. */
export class UnknownSchema extends Error {
  override readonly name = 'UnknownSchema';
}

/** In the place of a table of steps: facts come as they are stored, for a copy that must not change them. */
export const AS_STORED: UpcastTable = {};

/**
 * Lifts a stored fact to the newest shape while it is read. `metadata.schema` then names the shape that the reader gets.
 * @throws UnknownSchema
 */
export const upcast = <F extends Shape>(table: UpcastTable, stored: F): F => {
  if (table === AS_STORED) return stored;
  const { type, metadata } = stored;
  const newest = schemaOf(type, table);
  if (metadata.schema === newest) return stored;
  if (!Number.isInteger(metadata.schema) || metadata.schema < 1 || metadata.schema > newest) {
    throw new UnknownSchema(`${type} ${metadata.eventId} has schema ${metadata.schema}; known are 1 to ${newest}`);
  }
  let { data } = stored;
  for (let schema = metadata.schema; schema < newest; schema++) data = table[type]?.[schema]?.(data);
  return { ...stored, data, metadata: { ...metadata, schema: newest } };
};
