import { createRequire } from 'node:module';
import { cpus } from 'node:os';

/** Cores and processor model; figures of two machines are never compared. */
export const machine = () => `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}`;

/** Versions of packages as installed for the product, with Node first: `{ node: '20.20.2', pg: '8.23.1' }`. */
export const versionsOf = (...names) => {
  const require = createRequire(new URL('../../../package.json', import.meta.url));
  const versions = names.map((name) => [name, require(`${name}/package.json`).version]);
  return { node: process.versions.node, ...Object.fromEntries(versions) };
};
