import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ps = (pid: number, column: string): string =>
  spawnSync('ps', ['-ww', '-p', String(pid), '-o', `${column}=`], { encoding: 'utf8' }).stdout?.trim() ?? '';

/**
 * Something that no other process with the same pid has had: its start time. Undefined when there is no such process,
 * or only its zombie.
 */
export const startOf = (pid: number): string | undefined => {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform !== 'linux') return ps(pid, 'lstart').replaceAll(' ', '_') || undefined;
  try {
    // The second field is the name in parentheses and may hold anything; the fields count from behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
};

/** The command line of a process; empty for a zombie or a stranger. */
export const commandOf = (pid: number): string => {
  if (process.platform !== 'linux') return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};
