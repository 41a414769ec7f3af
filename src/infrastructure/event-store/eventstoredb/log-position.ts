import { UnknownPosition } from '../../../application/ports/event-store.port.js';
import type { Position } from '../../../domain/shared/fact.js';

/** Where a record stands in the log of a node: both parts are needed to go on from it. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** Digits of the largest signed number of 64 bits. */
const WIDTH = 19;
const TEXT = /^\d{19}(\.\d{19})?$/;

const digits = (part: bigint): string => part.toString().padStart(WIDTH, '0');

/**
 * `<commit>`, or `<commit>.<prepare>` where they differ. Text order is log order: a record whose parts are equal has its
 * commit to itself, those that share one (of an old explicit transaction) all have the long form.
 */
export const textOf = ({ commit, prepare }: LogPosition): Position =>
  commit === prepare ? digits(commit) : `${digits(commit)}.${digits(prepare)}`;

/** @throws UnknownPosition */
export const placeOf = (position: Position): LogPosition => {
  if (!TEXT.test(position)) throw new UnknownPosition(position);
  const [commit = '', prepare = commit] = position.split('.');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};
