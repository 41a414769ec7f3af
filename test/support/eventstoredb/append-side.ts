import type { ServiceError } from '@grpc/grpc-js';
import type { AppendFault } from './append-faults.js';
import type { AppendOutcome, NodeLog } from './node-log.js';

/** What the calls that write need of the node around them. */
export interface AppendSide {
  readonly log: NodeLog;
  /** The largest append, in bytes. */
  readonly maxAppendSize: number;
  /** A bad append on the shared stream is answered a second time after so long, ms. */
  readonly secondAnswerMs: number;
  readonly nextFault: () => AppendFault | undefined;
  /** Cuts the connection that a call came on. */
  readonly cut: (peer: string) => void;
  /** What to answer while another node leads; undefined while this one does. */
  readonly elsewhere: () => ServiceError | undefined;
}

/** Stores and answers, or fails as planned. */
export const underFault = (
  side: AppendSide,
  peer: string,
  store: () => AppendOutcome,
  answer: (outcome: AppendOutcome) => void,
): void => {
  const fault = side.nextFault();
  if (!fault) return answer(store());
  if (fault === 'drop-after-accept' || fault === 'hang-after-accept') store();
  if (fault === 'drop-before-accept' || fault === 'drop-after-accept') side.cut(peer);
};
