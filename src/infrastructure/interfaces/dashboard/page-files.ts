import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The built page's files by their path in the address. Listed once: what is not in the list cannot be asked for. */
export const pageFiles = (folder: string): ReadonlySet<string> => {
  if (!existsSync(folder)) return new Set();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return new Set(files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/')));
};
