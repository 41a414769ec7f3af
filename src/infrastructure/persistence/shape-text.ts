import type { ReadModelShape } from '../../projections/read-store.port.js';

/** A shape without what else a projection carries; equal shapes have equal text. */
export const shapeText = ({ name, version, tables }: ReadModelShape): string =>
  JSON.stringify({
    name,
    version,
    tables: Object.fromEntries(Object.entries(tables).map(([table, { filters }]) => [table, { filters }])),
  });
