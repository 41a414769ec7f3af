import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Cores and processor model; figures of two machines are never compared. */
export const machine = () => `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}`;

/** Versions of packages as installed for the product, with Node first: `{ node: '20.20.2', pg: '8.23.1' }`. */
export const versionsOf = (...names) => {
  // Read and not required: some packages do not export their own description.
  const folder = new URL('../../../node_modules/', import.meta.url);
  const described = (name) => JSON.parse(readFileSync(new URL(`${name}/package.json`, folder), 'utf8'));
  const versions = names.map((name) => [name, described(name).version]);
  return { node: process.versions.node, ...Object.fromEntries(versions) };
};
