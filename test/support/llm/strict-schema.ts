/** The limits that OpenAI sets to a schema it is to hold an answer to: all fields required, no others. */
type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** What is wrong with it; undefined where nothing is. */
export const strictSchemaFault = (schema: unknown): string | undefined => {
  if (!isSchema(schema)) return 'no schema';
  if (schema['type'] === 'array') return strictSchemaFault(schema['items']);
  if (schema['type'] !== 'object') return undefined;
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const names = Object.keys(properties);
  const required = schema['required'];
  if (!Array.isArray(required) || names.some((name) => !required.includes(name))) return 'a field that is not required';
  if (schema['additionalProperties'] !== false) return 'other fields are allowed';
  return names.map((name) => strictSchemaFault(properties[name])).find((fault) => fault !== undefined);
};

/** The name of the one list of an answer. */
export const listOf = (schema: unknown): string => {
  const properties = isSchema(schema) ? schema['properties'] : undefined;
  return isSchema(properties) ? (Object.keys(properties)[0] ?? '') : '';
};
