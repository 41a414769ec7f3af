import { LogInvariants, type InvariantId } from '../../src/application/replay/invariants.js';
import type { Violation } from '../../src/application/replay/invariants/invariant.js';
import type { RiskPolicy } from '../../src/domain/account/risk/policy.js';
import { add } from '../../src/domain/shared/decimal.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { openMemory } from '../../src/infrastructure/bootstrap/open-storage.js';
import { collect } from './facts.js';
import { deskOverPretendMarket, TRADING_FROM } from './pretend-desk.js';

export type Log = readonly RecordedFact[];
export type Which = (fact: RecordedFact) => boolean;
/** The data of a fact, open to a forger. */
export type Forged = Record<string, unknown>;

/** What the whole desk wrote in some days over the synthetic market: nothing in it is made up. */
export const realLog = async (
  seed: number,
  days: number,
  volumeShare: string,
  policy: Partial<RiskPolicy> = {},
): Promise<Log> => {
  const storage = openMemory();
  await deskOverPretendMarket({ storage, seed, until: TRADING_FROM + days * 86_400_000, volumeShare, policy });
  return collect(storage.store.readAll());
};

export interface Audit {
  /** Of the invariants that do not hold. */
  readonly broken: readonly InvariantId[];
  readonly first: Violation | undefined;
  /** What each of them says first. */
  readonly sentences: readonly string[];
  readonly checks: readonly number[];
}

export const audit = (log: Log): Audit => {
  const laws = new LogInvariants();
  for (const fact of log) laws.feed(fact);
  const results = laws.finish();
  const broken = results.filter(({ violations }) => violations > 0);
  return {
    broken: broken.map(({ id }) => id),
    first: broken[0]?.first,
    sentences: broken.flatMap(({ first }) => first?.sentence ?? []),
    checks: results.map(({ checks }) => checks),
  };
};

const indexOf = (log: Log, which: Which): number => {
  const index = log.findIndex(which);
  if (index < 0) throw new Error('the log has no such fact: another seed is needed');
  return index;
};

export const dataOf = (fact: RecordedFact): Forged => fact.data as Forged;
/** The order that an order fact is about. */
export const orderOf = (data: Forged): Forged => (data.order ?? data) as Forged;
export const ofPurpose =
  (purpose: string) =>
  (data: Forged): boolean =>
    orderOf(data).purpose === purpose;
/** A change of a decimal field by so much. */
export const more =
  (by: string) =>
  (value: unknown): string =>
    add(value as string, by);
export const typed =
  (type: string, fits: (data: Forged) => boolean = () => true): Which =>
  (fact) =>
    fact.type === type && fits(dataOf(fact));

export const find = (log: Log, which: Which): RecordedFact => log[indexOf(log, which)] as RecordedFact;

export const without = (log: Log, which: Which): Log => log.toSpliced(indexOf(log, which), 1);

export const altered = (log: Log, which: Which, change: (data: Forged) => Forged): Log => {
  const fact = find(log, which);
  return log.with(log.indexOf(fact), { ...fact, data: { ...dataOf(fact), ...change(dataOf(fact)) } });
};

/** `made` stands right before (or after) the first fact that fits, in a stream and a commit of its own choice. */
export const inserted = (
  log: Log,
  where: 'before' | 'after',
  which: Which,
  made: (beside: RecordedFact) => Partial<RecordedFact>,
): Log => {
  const index = indexOf(log, which);
  const beside = log[index] as RecordedFact;
  const metadata = { ...beside.metadata, commandId: 'forged', eventId: 'forged' };
  const fact = {
    ...beside,
    metadata,
    position: `${beside.position}${where === 'before' ? '-' : '+'}`,
    ...made(beside),
  };
  return log.toSpliced(where === 'before' ? index : index + 1, 0, fact);
};

/** One forgery: the invariant that it breaks and no other, what it is, what the first violation says. */
export type Forgery = readonly [invariant: InvariantId, what: string, says: RegExp, forge: () => Log];

export const itBites = (forgeries: readonly Forgery[]): void => {
  test.each(forgeries)('%i bites: %s', (invariant, _what, says, forge) => {
    const { broken, first } = audit(forge());
    expect({ broken, sentence: first?.sentence }).toEqual({
      broken: [invariant],
      sentence: expect.stringMatching(says),
    });
    expect(first).toMatchObject({
      position: expect.any(String),
      stream: expect.any(String),
      version: expect.any(Number),
    });
  });
};
