import { copyLog, type CopyProgress, type CopyReport } from '../../application/replay/copy-log.js';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { FACT_UPCASTS } from '../../domain/shared/upcasts.js';
import { Sha256Digest } from '../digest/sha256-digest.js';
import { AS_STORED, upcast } from '../event-store/codec/upcasts.js';
import { openLog, type LogPlace, type OpenedLog } from './open-log.js';
import { switchDesk, type Switched } from './switch-desk.js';

export interface CopyRequest {
  readonly from: LogPlace;
  readonly to: LogPlace;
  /** Lets the desk of this account go on from the copy. */
  readonly switchAccount?: string;
}

export interface CopiedLog extends Omit<CopyReport, 'moved'> {
  /** Facts came to the source meanwhile, perhaps: its desk runs. */
  readonly inUse: boolean;
  readonly switched?: Switched;
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
  { from: place, switchAccount }: CopyRequest,
  [from, to]: readonly [OpenedLog, OpenedLog],
  onProgress: (step: CopyStep) => void,
): Promise<CopiedLog> => {
  const desk = switchAccount === undefined ? undefined : await switchDesk(from, to, switchAccount);
  const count = countOf(place, await from.store.head());
  const parts = { from: from.store, to: to.store, lift, newDigest: () => new Sha256Digest() };
  try {
    const { moved, ...report } = await copyLog({ ...parts, kept: desk?.kept ?? [] }, (step) =>
      onProgress({ ...step, ...(count !== undefined && { of: count }) }),
    );
    const switched = report.same ? await desk?.finish(moved) : undefined;
    return { ...report, inUse: from.inUse, ...(switched && { switched }) };
  } finally {
    await desk?.close();
  }
};

/**
 * Copies a log from one store into another, and, if asked, lets the desk go on there.
 * @throws CopyRefused, CannotSwitch, NoLog, StoreUnavailable, or what opening a store throws
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
