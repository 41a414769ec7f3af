import type { ReadModelShape } from '../../projections/read-store.port.js';

const NAME = /^[a-zA-Z][a-zA-Z0-9]*$/;

/** Names go into statements as text, so nothing but letters and digits may be one. */
export const assertNames = (shape: ReadModelShape): void => {
  const tables = Object.entries(shape.tables);
  for (const name of [shape.name, ...tables.flatMap(([table, { filters }]) => [table, ...filters])]) {
    if (!NAME.test(name)) throw new TypeError(`not a name for a read model: ${JSON.stringify(name)}`);
  }
};
