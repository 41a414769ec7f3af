import {
  coordinatorDecider,
  runIdOf,
  type CoordinatorCommand,
} from '../../../../src/domain/coordinator/coordinator.decider.js';
import type { CoordinatorFact } from '../../../../src/domain/coordinator/coordinator.events.js';
import { HOUR } from '../../../../src/domain/shared/time.js';
import { given } from '../../../support/given.js';

const run = (dueAt: number) => ({ task: 'sentiment' as const, dueAt });
const start = (dueAt: number): CoordinatorCommand => ({ type: 'StartRun', at: dueAt, ...run(dueAt) });
const complete = (dueAt: number): CoordinatorCommand => ({ type: 'CompleteRun', at: dueAt, ...run(dueAt) });
const fail = (dueAt: number, reason: 'timeout' | 'interrupted'): CoordinatorCommand => ({
  type: 'FailRun',
  at: dueAt,
  ...run(dueAt),
  reason,
  detail: 'as said',
});
const started = (dueAt: number): CoordinatorFact => ({
  type: 'TaskStarted',
  data: { ...run(dueAt), runId: runIdOf('sentiment', dueAt), attempt: 1 },
});

describe('a run', () => {
  test('F-C2 is started once at a time', () => {
    given(coordinatorDecider, [started(HOUR)])
      .when(start(HOUR), start(2 * HOUR))
      .thenNothing();
  });

  test('F-C6 that a crash cut off is taken up again under the same id; one that failed is not', () => {
    const again = given(coordinatorDecider, [started(HOUR)]).when(fail(HOUR, 'interrupted'), start(HOUR));
    expect(again.facts).toMatchObject([
      { type: 'TaskFailed', data: { attempt: 1, reason: 'interrupted' } },
      { type: 'TaskStarted', data: { attempt: 2, runId: runIdOf('sentiment', HOUR) } },
    ]);
    given(coordinatorDecider, [started(HOUR)])
      .when(fail(HOUR, 'timeout'), start(HOUR))
      .thenTypes('TaskFailed');
  });

  test('ends once', () => {
    const done = given(coordinatorDecider, [started(HOUR)]).when(complete(HOUR), fail(HOUR, 'timeout'), complete(0));
    done.thenTypes('TaskCompleted');
    expect(done.state.runs.sentiment).toEqual({ dueAt: HOUR, attempt: 1, status: 'completed' });
  });
});

describe('a task', () => {
  const said = { task: 'sentiment' as const, by: 'operator', reason: 'its feed is being moved' };
  const disable: CoordinatorCommand = { type: 'DisableTask', at: 1, ...said };
  const enable: CoordinatorCommand = { type: 'EnableTask', at: 2, ...said };
  const disabled: CoordinatorFact = { type: 'TaskDisabled', data: said };

  test('F-C5 stays disabled until it is enabled again', () => {
    expect(given(coordinatorDecider, []).when(disable).then([disabled]).state.disabled).toEqual(['sentiment']);
    given(coordinatorDecider, [disabled])
      .when(enable)
      .then([{ type: 'TaskEnabled', data: said }]);
  });

  test('that stands as it is wanted is left alone', () => {
    given(coordinatorDecider, []).when(enable).thenNothing();
    given(coordinatorDecider, [disabled]).when(disable).thenNothing();
    expect(() => given(coordinatorDecider, [disabled, disabled])).toThrow('disabled before');
  });

  test('F-X2 follows a request once: a late retry does nothing, whatever was ordered since', () => {
    const asked = given(coordinatorDecider, []).when(
      { ...disable, requestId: 'r1' },
      { ...enable, requestId: 'r2' },
      { ...disable, requestId: 'r1' },
    );
    asked.then([
      { type: 'TaskDisabled', data: { ...said, requestId: 'r1' } },
      { type: 'TaskEnabled', data: { ...said, requestId: 'r2' } },
    ]);
    expect(asked.state).toMatchObject({ disabled: [], requests: ['r1', 'r2'] });
  });

  test('that is disabled ends the run that is under way, and nothing is forgotten', () => {
    const { state } = given(coordinatorDecider, [started(HOUR)]).when(disable, complete(HOUR));
    expect(state).toMatchObject({ disabled: ['sentiment'], runs: { sentiment: { status: 'completed' } } });
  });
});
