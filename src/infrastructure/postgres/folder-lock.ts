import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from './processes.js';
import { PostgresStartError } from './start-error.js';

/** Folders held by this process: its own pid in the file would not tell a second holder from the first. */
const ours = new Set<string>();

/**
 * One Tribune per data folder. The file names its holder by pid and start time, so a holder killed with -9, whose pid
 * somebody else has got since, doesn't lock the folder for ever. Returns the release.
 * @throws PostgresStartError naming the holder
 */
export const lockFolder = (folder: string): (() => void) => {
  const file = join(folder, 'lock');
  const me = `${process.pid} ${startOf(process.pid) ?? '?'}\n`;
  for (let attempt = 0; attempt < 10; attempt++) {
    if (create(file, me)) {
      ours.add(folder);
      return () => {
        if (ours.delete(folder)) rmSync(file, { force: true });
      };
    }
    const found = read(file);
    if (found === undefined) continue;
    const [pid = '', start] = found.trim().split(' ');
    const alive = found === me ? ours.has(folder) : start !== undefined && startOf(Number(pid)) === start;
    if (alive) {
      throw new PostgresStartError(
        `${folder} is in use by another Tribune (process ${pid}). Stop that one first, or choose another data folder.`,
      );
    }
    discard(file, found);
  }
  throw new PostgresStartError(`${folder} can't be locked: remove ${file} if no Tribune runs there.`);
};

const create = (file: string, content: string): boolean => {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** Moves a dead holder's file aside; if a third process was quicker and the file is a live one, puts it back. */
const discard = (file: string, expected: string): void => {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved !== undefined && moved !== expected) create(file, moved);
  rmSync(aside, { force: true });
};
