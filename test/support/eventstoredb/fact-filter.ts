import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredFact } from './stored-fact.js';

export interface FactFilter {
  readonly matches: (fact: StoredFact) => boolean;
  /** A checkpoint is due after so many facts have been looked at. */
  readonly checkpointEvery: number;
}

/** What the node looks at in one go when the client names no window. */
const DEFAULT_WINDOW = 32;

/** The filter of a subscription; undefined when the client asked for none. */
export const filterOf = (options: streams.ReadReq.Options): FactFilter | undefined => {
  const filter = options.getFilter();
  if (!filter) return undefined;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const pattern = expression?.getRegex() ? new RegExp(expression.getRegex()) : undefined;
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  return {
    matches: (fact) => {
      const text = byStream ? fact.stream : fact.type;
      return pattern ? pattern.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
    },
    checkpointEvery: window * filter.getCheckpointintervalmultiplier(),
  };
};
