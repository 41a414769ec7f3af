import type { FactMetadata } from '../../../domain/shared/fact.js';

/** Turns the data of one schema of a fact into that of the next. Pure; gets what was stored, returns new data. */
export type Upcast = (data: unknown) => unknown;

/** By type of fact, then by the schema that is read. */
export type UpcastTable = Readonly<Record<string, Readonly<Record<number, Upcast>>>>;

export const NO_UPCASTS: UpcastTable = {};

interface Shape {
  readonly data: unknown;
  readonly metadata: FactMetadata;
}

/**
 * Lifts an old fact to the newest shape while it is read: the log itself never changes. `metadata.schema` then names
 * the shape that the reader gets.
 */
export const upcast = (table: UpcastTable, type: string, stored: Shape): Shape => {
  const steps = table[type];
  if (!steps) return stored;
  let { data } = stored;
  let { schema } = stored.metadata;
  for (let step = steps[schema]; step; step = steps[schema]) {
    data = step(data);
    schema += 1;
  }
  return schema === stored.metadata.schema ? stored : { data, metadata: { ...stored.metadata, schema } };
};
