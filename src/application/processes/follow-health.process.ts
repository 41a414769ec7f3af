import type { DegradationChanged } from '../../domain/account/account.events.js';
import type {
  ComponentFailed,
  ComponentRecovered,
  DegradationLevel,
} from '../../domain/coordinator/coordinator.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Addressed, Moment, Process } from './process.js';

const failure = ({ component, detail, failures }: ComponentFailed['data']): string =>
  `${component} ${detail}${failures > 1 ? `, ${failures} times` : ''}`;

const recovery = ({ component, successes, because }: ComponentRecovered['data']): string =>
  `${component} ${because ?? `did well ${successes} times in a row`}`;

type Changed = RecordedFact<ComponentFailed | ComponentRecovered>;

/** The fact is the request: told of it again after a restart, an operator may have decided otherwise in between. */
const follow = ({ data, metadata }: Changed, reason: string, { at, accountId }: Moment): readonly Addressed[] => {
  const { before, overall: to } = data;
  if (to === before) return [];
  const only = to > before ? 'stricter' : 'milder';
  const command = { type: 'ChangeDegradation', at, to, only, reason, requestId: metadata.eventId } as const;
  return [{ to: 'account', id: accountId, command }];
};

/**
 * The account follows the strictest of the components: a failure never loosens it, a recovery never tightens it. Nothing
 * leads out of an emergency but an operator, whom the coordinator follows in its turn.
 */
export const followHealth: Process = {
  name: 'follow health',
  on: {
    ComponentFailed: (fact, moment) => {
      const failed = fact as RecordedFact<ComponentFailed>;
      return follow(failed, failure(failed.data), moment);
    },
    ComponentRecovered: (fact, moment) => {
      const recovered = fact as RecordedFact<ComponentRecovered>;
      return follow(recovered, recovery(recovered.data), moment);
    },
    DegradationChanged: (fact, { at, accountId }) => {
      const { from, to } = (fact as RecordedFact<DegradationChanged>).data;
      if (from < 4) return [];
      const command = {
        type: 'LeaveEmergency',
        at,
        leftAt: fact.metadata.at,
        to: to as DegradationLevel,
      } as const;
      return [{ to: 'coordinator', id: accountId, command }];
    },
  },
};
