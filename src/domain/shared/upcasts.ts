/** How facts of old shapes become facts of the present ones: the log itself never changes. */

/** Turns the data of one schema of a fact into that of the next. Pure; gets what was stored, returns new data. */
export type Upcast = (data: unknown) => unknown;

/** By type of fact, then by the schema that is read; the first shape of a fact is schema 1. */
export type UpcastTable = Readonly<Record<string, Readonly<Record<number, Upcast>>>>;

/**
 * Every step that a stored fact of ours may need. The steps of an aggregate stand beside its facts
 * (`order.upcasts.ts` beside `order.events.ts`) and are spread in here. Empty: no shape has changed since schema 1.
 */
export const FACT_UPCASTS: UpcastTable = {};

/** The schema of the shape that the code knows now: what is written carries it, and nothing newer can be read. */
export const schemaOf = (type: string, table: UpcastTable = FACT_UPCASTS): number => {
  const steps = Object.hasOwn(table, type) ? table[type] : undefined;
  let schema = 1;
  while (steps?.[schema]) schema += 1;
  return schema;
};
