import type { RecordedPolicy } from '../../domain/account/risk/policy.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { deskFact, put, type Projection } from '../projection.js';
import type { PolicyView } from '../views.js';

type Limits = PolicyView['limits'];

/** What names the set is no limit of it. */
const limitsOf = ({ name: _name, version: _version, ...limits }: RecordedPolicy): Limits =>
  Object.entries(limits).map(([key, value]) => ({ key, value: String(value) }));

const NONE = 'none';

/** A limit that one of the two sets does not know yet, or no longer, stands against `none`. */
const changesOf = (before: Limits, after: Limits): PolicyView['changes'] => {
  const was = new Map(before.map(({ key, value }) => [key, value]));
  const is = new Map(after.map(({ key, value }) => [key, value]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((key) => ({ key, from: was.get(key) ?? NONE, to: is.get(key) ?? NONE }))
    .filter(({ from, to }) => from !== to);
};

const policyOf = (recorded: RecordedFact): { readonly policy: RecordedPolicy; readonly reason: string } | undefined => {
  const fact = deskFact(recorded);
  if (fact.type === 'AccountOpened') return { policy: fact.data.policy, reason: 'the account was opened' };
  return fact.type === 'LimitsChanged' ? fact.data : undefined;
};

/** Each set of limits that the account has had. `current` is the newest of each account, to tell the next one from. */
export const policiesProjection: Projection = {
  name: 'policies',
  version: 1,
  tables: { policies: { filters: ['version'] }, current: { filters: [] } },
  categories: ['account'],
  reads: (recorded) => (policyOf(recorded) === undefined ? [] : [{ table: 'current', key: recorded.stream }]),
  project: (recorded, read) => {
    const set = policyOf(recorded);
    if (set === undefined) return [];
    const { position, stream, metadata } = recorded;
    const before = read('current', stream) as PolicyView | undefined;
    const limits = limitsOf(set.policy);
    const row: PolicyView = {
      version: set.policy.version,
      name: set.policy.name,
      at: metadata.at,
      reason: set.reason,
      actor: metadata.actor,
      stream,
      factVersion: recorded.version,
      position,
      changes: before === undefined ? [] : changesOf(before.limits, limits),
      limits,
    };
    return [put('policies', position, position, row), put('current', stream, stream, row)];
  },
};
