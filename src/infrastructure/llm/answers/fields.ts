/**
 * The fields of answers. Each decorator is a rule of class-validator and a piece of JSON schema in one, so that what a
 * model is told and what is taken from it cannot differ.
 */
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { parseDecimal } from '../../../domain/shared/decimal.js';

/** How wrong a field is: the wrong type is a matter of form; a word or a number that we do not take is not. */
export type FieldFault = 'form' | 'content' | 'not-a-number';

type Schema = Readonly<Record<string, unknown>>;
type Class = new () => object;

const schemas = new WeakMap<object, Map<string, Schema>>();

const told = (target: object, name: string | symbol, schema: Schema): void => {
  const known = schemas.get(target) ?? new Map<string, Schema>();
  known.set(String(name), schema);
  schemas.set(target, known);
};

/** The JSON schema of a class of answers: all fields required, no others; what may be left out may be null. */
export const schemaOf = (of: Class): Schema => {
  const properties = Object.fromEntries(schemas.get(of.prototype as object) ?? []);
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
};

const rule = (name: string, fault: FieldFault, holds: (value: unknown) => boolean, message: string) =>
  ValidateBy(
    { name, validator: { validate: (value: unknown) => holds(value), defaultMessage: () => message } },
    { context: { fault } },
  );

const field =
  (schema: Schema, optional: boolean, ...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, name) => {
    const nullable = { ...schema, type: [schema['type'], 'null'] };
    told(target, name, optional ? nullable : schema);
    for (const decorate of optional ? [IsOptional(), ...rules] : rules) decorate(target, name);
  };

interface Wanted {
  readonly description: string;
  readonly optional?: boolean;
}

const isNoNumber = (value: unknown): boolean =>
  typeof value === 'number' ? !Number.isFinite(value) : typeof value === 'string' && /^[+-]?(nan|inf)/i.test(value);

const numeric = (type: string, holds: (value: unknown) => boolean): readonly PropertyDecorator[] => [
  rule('isNumber', 'not-a-number', (value) => !isNoNumber(value), '$property is not a number'),
  rule('isType', 'form', (value) => isNoNumber(value) || holds(value), `$property must be ${type}`),
];

/** One word of a closed list. */
export const Word = (words: readonly string[], { description, optional = false }: Wanted): PropertyDecorator =>
  field(
    { type: 'string', enum: [...words], description },
    optional,
    rule('isText', 'form', (value) => typeof value === 'string', '$property must be a text'),
    rule(
      'isWord',
      'content',
      (value) => typeof value !== 'string' || words.includes(value),
      `$property must be one of ${words.join(', ')}`,
    ),
  );

/** A JSON number; bounds, where given, are inclusive. */
export const Num = (
  { description, optional = false }: Wanted,
  { min, max }: { readonly min?: number; readonly max?: number } = {},
): PropertyDecorator =>
  field(
    { type: 'number', description },
    optional,
    ...numeric('a JSON number', (value) => typeof value === 'number'),
    rule(
      'isInRange',
      'content',
      (value) =>
        typeof value !== 'number' || !((min !== undefined && value < min) || (max !== undefined && value > max)),
      `$property must be from ${min} to ${max}`,
    ),
  );

/** A price or another decimal, in quotes: a JSON number may have lost digits on its way. */
export const DecimalText = ({ description, optional = false }: Wanted): PropertyDecorator =>
  field(
    { type: 'string', description: `${description} A decimal in quotes.` },
    optional,
    ...numeric(
      'a decimal in quotes, as "123.45"',
      (value) => typeof value === 'string' && value.length <= 60 && parseDecimal(value) !== undefined,
    ),
  );

/** A text of at least one and at most `longest` characters. */
export const Text = ({ description }: Wanted, longest: number): PropertyDecorator =>
  field(
    { type: 'string', description: `${description} At most ${longest} characters.` },
    false,
    rule(
      'isShortText',
      'form',
      (value) => typeof value === 'string' && value.length > 0 && value.length <= longest,
      `$property must be a text of 1 to ${longest} characters`,
    ),
  );

export const Texts = ({ description }: Wanted, most: number, longest: number): PropertyDecorator =>
  field(
    {
      type: 'array',
      items: { type: 'string' },
      description: `${description} At most ${most} texts of at most ${longest} characters.`,
    },
    false,
    rule(
      'areShortTexts',
      'form',
      (value) =>
        Array.isArray(value) &&
        value.length <= most &&
        value.every((text) => typeof text === 'string' && text.length <= longest),
      `$property must be a list of at most ${most} texts of at most ${longest} characters`,
    ),
  );

export const ListOf =
  (of: Class, { description }: Wanted, most: number): PropertyDecorator =>
  (target, name) => {
    told(target, name, { type: 'array', items: schemaOf(of), description });
    const context = { fault: 'form' };
    IsArray({ context })(target, name);
    ArrayMaxSize(most, { context })(target, name);
    ValidateNested({ each: true, context })(target, name);
    Type(() => of)(target, name);
  };
