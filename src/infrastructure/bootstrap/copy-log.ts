import { copyLog, type CopyProgress, type CopyReport } from '../../application/replay/copy-log.js';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { FACT_UPCASTS } from '../../domain/shared/upcasts.js';
import { Sha256Digest } from '../digest/sha256-digest.js';
import { AS_STORED, upcast } from '../event-store/codec/upcasts.js';
import { carryAlong, type Carried, type CarryOptions } from './carry-along.js';
import { openLog, type LogPlace, type OpenedLog } from './open-log.js';

export interface CopyRequest extends CarryOptions {
  readonly from: LogPlace;
  readonly to: LogPlace;
}

export interface CopiedLog extends Omit<CopyReport, 'moved'> {
  /** Facts came to the source meanwhile, perhaps: its desk runs. */
  readonly inUse: boolean;
  /** What was taken along into the database beside the copy; absent where only the log was copied. */
  readonly carried?: Carried;
}

export interface CopyStep extends CopyProgress {
  /** Facts of the source when the copy began; absent where a store cannot tell without reading all. */
  readonly of?: number;
}

const lift = (fact: RecordedFact): RecordedFact => upcast(FACT_UPCASTS, fact);

/** A PostgreSQL numbers its facts one by one. */
const countOf = (place: LogPlace, head: Position | undefined): number | undefined =>
  'node' in place ? undefined : Number(head ?? 0);

const copyOpened = async (
  request: CopyRequest,
  [from, to]: readonly [OpenedLog, OpenedLog],
  onProgress: (step: CopyStep) => void,
): Promise<CopiedLog> => {
  const along = await carryAlong(from, to, request);
  const count = countOf(request.from, await from.store.head());
  const parts = { from: from.store, to: to.store, lift, newDigest: () => new Sha256Digest() };
  try {
    const { moved, ...report } = await copyLog({ ...parts, kept: along?.kept ?? [] }, (step) =>
      onProgress({ ...step, ...(count !== undefined && { of: count }) }),
    );
    const carried = report.same ? await along?.finish(moved) : undefined;
    return { ...report, inUse: from.inUse, ...(carried && { carried }) };
  } finally {
    await along?.close();
  }
};

/**
 * Copies a log from one store into another, with what is kept beside it where the copy has a database of its own.
 * @throws CopyRefused, CannotCarry, NoLog, StoreUnavailable, or what opening a store throws
 */
export const copyLogBetween = async (
  request: CopyRequest,
  onProgress: (step: CopyStep) => void = () => undefined,
): Promise<CopiedLog> => {
  const from = await openLog(request.from, { upcasts: AS_STORED });
  try {
    const to = await openLog(request.to, { upcasts: AS_STORED, make: true });
    try {
      return await copyOpened(request, [from, to], onProgress);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
};
