import { followHealth } from '../../../../src/application/processes/follow-health.process.js';
import type { Addressed } from '../../../../src/application/processes/process.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { coordinatorDecider } from '../../../../src/domain/coordinator/coordinator.decider.js';
import type { HealthCommand } from '../../../../src/domain/coordinator/health.js';
import { overallLevel } from '../../../../src/domain/coordinator/health.js';
import type { Fact, RecordedFact } from '../../../../src/domain/shared/fact.js';
import { MINUTE } from '../../../../src/domain/shared/time.js';
import { decideAll, NOON, openAccount } from '../../../support/account.js';

/** The account and the coordinator with the process between them, and nothing else. */
class Pair {
  account = decideAll(openAccount()).state;
  coordinator = coordinatorDecider.initialState;
  readonly log: RecordedFact[] = [];
  readonly levels: number[] = [];
  private at = NOON;

  private record(fact: Fact): void {
    const metadata = { eventId: `fact-${this.log.length}`, at: this.at } as RecordedFact['metadata'];
    this.log.push({ ...fact, metadata } as RecordedFact);
  }

  /** Decides and folds; what follows from it is left to {@link settle}. */
  private perform(addressed: Addressed): void {
    if (addressed.to === 'account') {
      for (const fact of accountDecider.decide(addressed.command, this.account)) {
        this.account = accountDecider.evolve(this.account, fact);
        if (fact.type === 'DegradationChanged') this.levels.push(fact.data.to);
        this.record(fact);
      }
    } else if (addressed.to === 'coordinator') {
      for (const fact of coordinatorDecider.decide(addressed.command, this.coordinator)) {
        this.coordinator = coordinatorDecider.evolve(this.coordinator, fact);
        this.record(fact);
      }
    }
  }

  /** The process hears the log from a fact on; after a restart it hears again what it has heard before. */
  settle(from: number): void {
    const moment = { at: this.at, accountId: 'main', quotes: {} };
    for (let n = from; n < this.log.length; n++) {
      const fact = this.log[n] as RecordedFact;
      for (const addressed of followHealth.on[fact.type]?.(fact, moment) ?? []) this.perform(addressed);
    }
  }

  report(component: string, pattern: string, atLeast?: 4): this {
    for (const each of pattern) {
      this.at += MINUTE;
      const ok = each === 's';
      const told = { type: 'ReportComponent', at: this.at, component, ok, detail: 'timed out' } as const;
      const command: HealthCommand = atLeast === undefined ? told : { ...told, atLeast };
      const heard = this.log.length;
      this.perform({ to: 'coordinator', id: 'main', command });
      this.settle(heard);
    }
    return this;
  }

  operator(to: 1 | 2 | 3 | 4): this {
    this.at += MINUTE;
    const heard = this.log.length;
    this.perform({
      to: 'account',
      id: 'main',
      command: { type: 'ChangeDegradation', at: this.at, to, reason: 'operator' },
    });
    this.settle(heard);
    return this;
  }

  get overall(): number {
    return overallLevel(this.coordinator.components);
  }
}

test('the account follows the strictest component, down as up', () => {
  const pair = new Pair().report('model:deepseek', 'fff').report('technical', 'fff').report('technical', 'ssssss');
  expect(pair.levels).toEqual([2, 3, 2]);
  expect(pair.report('model:deepseek', 'sss').levels).toEqual([2, 3, 2, 1]);
  expect(pair.account.degradation).toBe(pair.overall);
});

test('F-D12 a failure of one component takes nothing back that another has called for', () => {
  expect(new Pair().report('technical', 'fff').report('model:deepseek', 'ffffff').levels).toEqual([3]);
});

test('F-D12 a recovery of one component takes nothing back that an operator has called for', () => {
  const pair = new Pair().report('model:deepseek', 'fff').operator(3).report('model:deepseek', 'sss');
  expect(pair.levels).toEqual([2, 3]);
});

test('nothing leads out of an emergency but an operator, and the coordinator follows', () => {
  const pair = new Pair().report('venue', 'f', 4).report('venue', 'ssssssssssss');
  expect([pair.levels, pair.overall]).toEqual([[4], 4]);
  pair.operator(3);
  expect([pair.levels, pair.overall]).toEqual([[4, 3], 3]);
  pair.report('venue', 'ssssss');
  expect([pair.levels, pair.overall]).toEqual([[4, 3, 2, 1], 1]);
});

test('an emergency that was left comes again with its cause', () => {
  const pair = new Pair().report('venue', 'f', 4).operator(3).report('venue', 'f', 4);
  expect([pair.levels, pair.overall]).toEqual([[4, 3, 4], 4]);
});

test('F-C6 heard again after a restart it changes nothing, whatever was decided in between', () => {
  const pair = new Pair().report('technical', 'fff').report('venue', 'ff', 4).operator(3);
  const before = [pair.account, pair.coordinator];
  pair.settle(0);
  expect([pair.account, pair.coordinator]).toEqual(before);
  pair.report('venue', 'f', 4).settle(0);
  expect([pair.levels, pair.overall]).toEqual([[3, 4, 3, 4], 4]);
});

test('it says which component, and what happened to it', () => {
  const { log } = new Pair().report('model:deepseek', 'fffsss').report('venue', 'f', 4).operator(3);
  const reasons = log.flatMap(({ type, data }) =>
    type === 'DegradationChanged' ? [(data as { readonly reason: string }).reason] : [],
  );
  expect(reasons).toEqual([
    'model:deepseek timed out, 3 times',
    'model:deepseek did well 3 times in a row',
    'venue timed out',
    'operator',
  ]);
});
