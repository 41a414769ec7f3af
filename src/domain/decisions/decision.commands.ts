import type { RiskPolicy } from '../account/risk/policy.js';
import type { ModelConsultedData } from '../models/model-call.events.js';
import type { UnixMs } from '../shared/time.js';
import type { InstrumentSnapshot } from './decision.events.js';
import type { InvalidAnswer } from './votes.js';

export type DecisionCommand =
  | {
      readonly type: 'OpenCycle';
      readonly cycleId: string;
      readonly dueAt: UnixMs;
      /** When the snapshot was frozen. */
      readonly takenAt: UnixMs;
      readonly instruments: readonly InstrumentSnapshot[];
      readonly panel: readonly string[];
      readonly configuredAdvisers: readonly string[];
      readonly models?: string;
      readonly arbiters?: readonly string[];
      readonly at: UnixMs;
    }
  | {
      readonly type: 'CastVotes';
      readonly member: string;
      /** One answer for all legs, as it came: entries are checked here. Or why there is none. */
      readonly answer: { readonly votes: readonly unknown[] } | { readonly invalid: InvalidAnswer };
      /** The call that the answer came by; committed with the votes. Its latency says whether it is late. */
      readonly consulted?: ModelConsultedData;
      readonly policy: RiskPolicy;
      readonly at: UnixMs;
    }
  | {
      /**
       * The votes are in and a model is to settle what a model may: measures the consensus, detects, and waits for the
       * rulings. Nothing happens where no leg has such a conflict or the cycle has no arbiter: then it is concluded.
       */
      readonly type: 'DetectConflicts';
      readonly policy: RiskPolicy;
      readonly at: UnixMs;
    }
  | {
      /** An arbiter's answer to all open conflicts, or that it gave none. */
      readonly type: 'RecordRuling';
      readonly member: string;
      /** Objects `{instrumentId, kind, outcome, sizeFactor?, maxLeverage?, stopPct?, reason}`, not judged yet. */
      readonly answer: { readonly rulings: readonly unknown[] } | { readonly invalid: InvalidAnswer };
      readonly consulted: ModelConsultedData;
      readonly policy: RiskPolicy;
      readonly at: UnixMs;
    }
  | { readonly type: 'ConcludeCycle'; readonly policy: RiskPolicy; readonly at: UnixMs };
