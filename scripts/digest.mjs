import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold results, not sources. */
const RESULTS = new Set(['node_modules', 'dist']);

function* filesOf(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile()) yield path;
  if (!stats?.isDirectory()) return;
  for (const name of readdirSync(path).sort()) if (!RESULTS.has(name)) yield* filesOf(join(path, name));
}

/**
 * Names and contents of all files under the paths, salted with the platform and Node's ABI: a folder that was built
 * elsewhere (a container's mount, another Node) is stale even if no source has changed.
 */
export function digestOf(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const path of paths) for (const file of filesOf(path)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}
