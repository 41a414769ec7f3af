import { Redecision } from '../../../../src/application/replay/redecide.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { DEFAULT_POLICY, type RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { DecisionCommand } from '../../../../src/domain/decisions/decision.commands.js';
import { decisionDecider } from '../../../../src/domain/decisions/decision.decider.js';
import type { Fact, RecordedFact } from '../../../../src/domain/shared/fact.js';
import {
  CYCLE,
  T0,
  castVotes,
  concludeCycle,
  detectConflicts,
  openCycle,
  openLong,
  recordRuling,
  ruling,
  snapshot,
} from '../../../support/decisions.js';

const recorded = (
  stream: string,
  facts: readonly Fact[],
  commandId: string,
  version: number,
  at = T0,
): RecordedFact[] =>
  facts.map((fact, index) => ({
    ...fact,
    stream,
    version: version + index,
    position: `${stream} ${version + index}`,
    metadata: {
      eventId: `${commandId} ${index}`,
      commandId,
      correlationId: CYCLE,
      causationId: commandId,
      actor: 'test',
      at,
      schema: 1,
    },
  }));

const opening = (policy: RiskPolicy): RecordedFact[] => {
  const command = { type: 'OpenAccount', at: T0, accountId: 'main', mode: 'paper', policy } as const;
  return recorded('account-main', accountDecider.decide(command, accountDecider.initialState), 'open', 0);
};

/** The account, and one cycle as its commands write it. */
const logOf = (commands: readonly DecisionCommand[], policy = DEFAULT_POLICY): readonly RecordedFact[] => {
  const log: RecordedFact[] = opening(policy);
  let state = decisionDecider.initialState;
  let version = 0;
  for (const [index, command] of commands.entries()) {
    const facts = decisionDecider.decide(command, state);
    log.push(...recorded(`decision-${CYCLE}`, facts, `command ${index}`, version, command.at));
    state = facts.reduce((folded, fact) => decisionDecider.evolve(folded, fact), state);
    version += facts.length;
  }
  return log;
};

const redecided = (log: readonly RecordedFact[]) => {
  const redecision = new Redecision();
  for (const fact of log) redecision.feed(fact);
  return redecision.finish();
};

const CYCLE_COMMANDS = [openCycle(), castVotes([openLong('0.9')]), concludeCycle()];

test('recorded votes lead to the recorded decision', () => {
  const log = logOf(CYCLE_COMMANDS);
  expect(log.at(-1)?.type).toBe('TradeProposed');
  expect(redecided(log)).toEqual({ commits: 1, facts: 2, different: [] });
});

test('a decision that its votes do not lead to is found, and named', () => {
  const log = logOf(CYCLE_COMMANDS);
  const forged = log.map((fact) =>
    fact.type === 'TradeProposed'
      ? { ...fact, data: { ...(fact.data as object), reasons: ['because I say so'] } }
      : fact,
  );
  const { different } = redecided(forged);
  expect(different).toHaveLength(1);
  expect(different[0]).toMatchObject({
    stream: `decision-${CYCLE}`,
    sentence: expect.stringContaining('because I say so'),
  });
});

test('the policy is the one that was in force: with another the same votes lead elsewhere', () => {
  const policy = { ...DEFAULT_POLICY, minStopPct: '0.02' };
  const [account] = opening(policy);
  const log = logOf([openCycle([snapshot()]), castVotes([openLong('0.9')]), concludeCycle()]);
  expect(redecided([account as RecordedFact, ...log.slice(1)]).different).toHaveLength(1);
});

describe('of a conflict', () => {
  const inChop = [
    openCycle([snapshot('BTC/USDT', { regime: 'choppy' })], { arbiters: ['primary'] }),
    castVotes([openLong('0.9')]),
    detectConflicts(),
  ];
  const forge = (log: readonly RecordedFact[], forged: string, said: object) =>
    log.map((fact) => (fact.type === forged ? { ...fact, data: { ...(fact.data as object), ...said } } : fact));

  test('that a model settled the ruling is taken as it was said', () => {
    for (const outcome of ['proceed', 'abort']) {
      const log = logOf([...inChop, recordRuling([ruling(outcome)]), concludeCycle()]);
      expect(log.filter(({ type }) => type === 'ConflictResolved')).toHaveLength(1);
      expect(redecided(log)).toMatchObject({ commits: 2, different: [] });
    }
  });

  test('that the rules settled the settlement is decided again, and so is what was found to be one', () => {
    const log = logOf([...inChop, concludeCycle()]);
    expect(redecided(log)).toMatchObject({ commits: 2, different: [] });
    for (const type of ['ConflictDetected', 'ConflictResolved'])
      expect(redecided(forge(log, type, { detail: 'forged', reason: 'forged' })).different[0]?.sentence).toContain(
        'forged',
      );
  });
});

test('a log that cannot be folded is a difference, not an end of the report', () => {
  const log = logOf(CYCLE_COMMANDS);
  const opened = log.find(({ type }) => type === 'CycleOpened') as RecordedFact;
  const again = { ...opened, version: 99, metadata: { ...opened.metadata, commandId: 'again' } };
  expect(redecided([...log, again]).different[0]?.sentence).toContain('cannot be decided again');
});
