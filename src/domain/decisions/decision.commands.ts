import type { RiskPolicy } from '../account/risk/policy.js';
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
      readonly at: UnixMs;
    }
  | {
      readonly type: 'CastVotes';
      readonly member: string;
      /** One answer for all legs, as it came: entries are checked here. Or why there is none. */
      readonly answer: { readonly votes: readonly unknown[] } | { readonly invalid: InvalidAnswer };
      readonly policy: RiskPolicy;
      readonly at: UnixMs;
    }
  | { readonly type: 'ConcludeCycle'; readonly policy: RiskPolicy; readonly at: UnixMs };
