import type { OpenAPIObject } from '@nestjs/swagger';

export type Schema = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string], undefined>;

/** A field that may be absent. */
export interface Optional {
  readonly optional: Schema;
}

/** The compiler sees to it that every field of the view has a schema, and that what may be absent says so. */
export type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? Optional : Schema;
};

export const optional = (schema: Schema): Optional => ({ optional: schema });

const isOptional = (field: Schema | Optional): field is Optional => 'optional' in field;

export const object = <T>(fields: Fields<T>, description?: string): Schema => {
  const entries = Object.entries(fields as Readonly<Record<string, Schema | Optional>>);
  return {
    type: 'object',
    ...(description !== undefined && { description }),
    properties: Object.fromEntries(entries.map(([name, f]) => [name, isOptional(f) ? f.optional : f])),
    required: entries.filter(([, f]) => !isOptional(f)).map(([name]) => name),
  };
};

export const text: Schema = { type: 'string' };
/** Differs by the fact's type. */
export const anything = { description: 'By type; see docs/facts.md.' } as Schema & Optional;
export const flag: Schema = { type: 'boolean' };
export const count: Schema = { type: 'integer' };
/** Money, prices, quantities and confidences: a JSON number would lose digits. */
export const decimal: Schema = {
  type: 'string',
  pattern: '^-?\\d+(\\.\\d+)?$',
  description: 'Decimal number as text.',
};
export const instant: Schema = { type: 'integer', description: 'Unix ms, UTC.' };
export const position: Schema = { type: 'string', description: 'Position in the log; sorts as text.' };
export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: [...values] });
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
