import { hash } from 'node:crypto';
import { SnapshotUnreadable } from '../../application/ports/snapshots.port.js';

/** A state as it is kept, and what proves that it was kept whole. */
export interface SnapshotText {
  readonly text: string;
  readonly digest: string;
}

const digestOf = (text: string): string => hash('sha256', text);

export const writeState = (state: unknown): SnapshotText => {
  const text = JSON.stringify(state);
  return { text, digest: digestOf(text) };
};

/** @throws SnapshotUnreadable */
export const readState = (stream: string, { text, digest }: SnapshotText): unknown => {
  if (digestOf(text) !== digest) throw new SnapshotUnreadable(`the snapshot of ${stream} is not what was written`);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new SnapshotUnreadable(`the snapshot of ${stream} is not JSON`, { cause });
  }
};
