import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { Digest } from '../ports/digest.port.js';
import type { EventStore } from '../ports/event-store.port.js';
import { LogInvariants, resultOf, type InvariantResult } from './invariants.js';
import { Tally, type AuditFact } from './invariants/invariant.js';
import { Redecision, type Redecided } from './redecide.js';
import { Refold } from './refold.js';

/** How a read model compares with a fresh fold of the log. */
export interface RebuiltModel {
  readonly name: string;
  readonly holds: boolean;
  /** Rows compared. */
  readonly rows: number;
  /** Up to where it has read; absent before its first fact. */
  readonly position?: Position;
  readonly detail: string;
}

export interface VerifyParts {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly newDigest: () => Digest;
  /** Compares the read models; absent where there are none (a backtest). */
  readonly rebuildModels?: () => Promise<readonly RebuiltModel[]>;
}

export interface VerifyProgress {
  readonly phase: 'invariants' | 'refold' | 'read models';
  readonly facts: number;
}

export interface VerifyReport {
  readonly facts: number;
  readonly head?: Position;
  readonly stateHash: string;
  /** 1 to 7, in order. */
  readonly invariants: readonly InvariantResult[];
  readonly models: readonly RebuiltModel[];
  /** Decision cycles decided again from their recorded snapshots, votes and rulings. */
  readonly redecided: Redecided;
  readonly held: number;
  /** "7 of 7". */
  readonly invariantsHeld: string;
}

const REPORT_EVERY = 1_000;

/** A fold that ends at the first fact it cannot take, and says which. */
class GuardedRefold {
  readonly refold = new Refold();
  private broken = false;

  constructor(private readonly tally: Tally) {}

  add(fact: RecordedFact): void {
    if (this.broken) return;
    try {
      this.refold.add(fact);
      this.tally.checks += 1;
    } catch (error) {
      this.broken = true;
      const why = error instanceof Error ? error.message : String(error);
      this.tally.hold(false, fact as AuditFact, () => `cannot be folded: ${why}`);
    }
  }
}

/**
 * Reads the whole log twice and holds all seven invariants against it. The second reading stops where the first did: a
 * desk may go on writing meanwhile.
 */
export const verifyLog = async (
  parts: VerifyParts,
  onProgress: (progress: VerifyProgress) => void = () => undefined,
): Promise<VerifyReport> => {
  const { store, newDigest, rebuildModels } = parts;
  const laws = new LogInvariants();
  const rereading = new Tally();
  const first = new GuardedRefold(rereading);
  const redecision = new Redecision();
  let facts = 0;
  let last: RecordedFact | undefined;
  for await (const fact of store.readAll()) {
    laws.feed(fact);
    first.add(fact);
    redecision.feed(fact);
    last = fact;
    facts += 1;
    if (facts % REPORT_EVERY === 0) onProgress({ phase: 'invariants', facts });
  }
  const second = new GuardedRefold(new Tally());
  let again = 0;
  for await (const fact of last === undefined ? [] : store.readAll({ limit: facts })) {
    second.add(fact);
    again += 1;
    if (again % REPORT_EVERY === 0) onProgress({ phase: 'refold', facts: again });
  }
  const stateHash = first.refold.hashInto(newDigest());
  if (last !== undefined) {
    const other = second.refold.hashInto(newDigest());
    const head = last as AuditFact;
    rereading.hold(stateHash === other, head, () => `the state hash was ${stateHash}, read again it is ${other}`);
  }
  onProgress({ phase: 'read models', facts });
  const models = (await rebuildModels?.()) ?? [];
  for (const model of models) holdModel(rereading, model, last);
  const invariants = [...laws.finish(), resultOf(7, [rereading])];
  const held = invariants.filter(({ violations }) => violations === 0).length;
  return {
    facts,
    ...(last ? { head: last.position } : {}),
    stateHash,
    invariants,
    models,
    redecided: redecision.finish(),
    held,
    invariantsHeld: `${held} of ${invariants.length}`,
  };
};

/** A model's difference is laid at the last fact of the log: rows have no position of their own. */
const holdModel = (tally: Tally, model: RebuiltModel, last: RecordedFact | undefined): void => {
  if (last === undefined) return;
  tally.checks += Math.max(0, model.rows - 1);
  const at = { ...last, position: model.position ?? last.position } as AuditFact;
  tally.hold(model.holds, at, () => `read model ${model.name}: ${model.detail}`);
};
