import { readFileSync } from 'node:fs';
import { wordsOf } from './failures.js';

/** The server can't be had. The message is one line for a person: what is wrong, and what to do about it. */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
}

const ADVICE: readonly (readonly [pattern: RegExp, advice: (folder: string) => string])[] = [
  [
    /ENOSPC|No space left on device|Check free disk space/i,
    (f) => `The disk that holds ${f} is full. Free some space and start again.`,
  ],
  [/EROFS|Read-only file system/i, (f) => `${f} is on a read-only file system. Choose another data folder.`],
  [
    /EACCES|EPERM|Permission denied|Operation not permitted|wrong ownership/i,
    (f) => `${f} can't be used: permission denied. Give this user the folder, or choose another data folder.`,
  ],
  [/ENOENT.*mkdir/, (f) => `${f} can't be made there. Choose another data folder.`],
  [/ENOTDIR|EEXIST/, (f) => `${f} is not a folder. Move it away, or choose another data folder.`],
  [
    /initialized by PostgreSQL version|incompatible with server/i,
    (f) =>
      `${f} was made by another PostgreSQL version. Start that version and dump it, or choose another data folder.`,
  ],
];

/** Turns a failure of the file system or of a PostgreSQL program into the one line. */
export const startError = (cause: unknown, folder: string): PostgresStartError => {
  if (cause instanceof PostgresStartError) return cause;
  const words = wordsOf(cause);
  const advice = ADVICE.find(([pattern]) => pattern.test(words));
  const line = advice ? advice[1](folder) : `PostgreSQL did not start in ${folder}: ${lastWords(words)}`;
  return new PostgresStartError(line, { cause });
};

/** The last lines of the server's own log: the reason of a failed start stands there and nowhere else. */
export const logTail = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').slice(-4_000);
  } catch {
    return '';
  }
};

const lastWords = (words: string): string => {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const fatal = lines.filter((line) => /FATAL|PANIC|error:/i.test(line)).at(-1);
  return (fatal ?? lines.at(-1) ?? 'no reason given').trim().slice(0, 300);
};
