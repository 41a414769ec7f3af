import { coordinatorDecider, type CoordinatorCommand } from '../../../../src/domain/coordinator/coordinator.decider.js';
import type { CoordinatorFact, DegradationLevel } from '../../../../src/domain/coordinator/coordinator.events.js';
import { overallLevel } from '../../../../src/domain/coordinator/health.js';
import { MINUTE } from '../../../../src/domain/shared/time.js';
import { given } from '../../../support/given.js';

interface More {
  readonly atLeast?: 2 | 3 | 4;
  readonly standsAt?: 2 | 3;
}
/** `f` a failure, `s` a success, a minute apart. */
const reports = (component: string, pattern: string, more: More = {}, from = 1): CoordinatorCommand[] =>
  [...pattern].map((each, n) => ({
    type: 'ReportComponent',
    at: (from + n) * MINUTE,
    component,
    ok: each === 's',
    detail: each === 's' ? '' : 'TIMEOUT',
    ...more,
  }));

const after = (component: string, pattern: string) =>
  given(coordinatorDecider, []).when(...reports(component, pattern));
const levelAfter = (component: string, pattern: string): DegradationLevel =>
  overallLevel(after(component, pattern).state.components);

describe('failures in a row', () => {
  test.each<[string, string, DegradationLevel]>([
    ['model:deepseek', 'ff', 1],
    ['model:deepseek', 'fff', 2],
    ['model:deepseek', 'fffffffffffff', 2],
    ['sentiment', 'ff', 1],
    ['sentiment', 'fffffffffffff', 2],
    ['technical', 'ff', 1],
    ['technical', 'fff', 3],
    ['regime', 'ffffffff', 3],
    ['regime', 'fffffffff', 4],
    ['store', 'fff', 3],
    ['venue', 'fff', 3],
    ['trading-decision', 'ff', 1],
    ['trading-decision', 'fff', 2],
    ['trading-decision', 'fffff', 2],
    ['trading-decision', 'ffffff', 3],
    ['trading-decision', 'fffffffff', 4],
  ])('of %s, %s: level %i', (component, pattern, level) => {
    expect(levelAfter(component, pattern)).toBe(level);
  });

  test('one that is grave enough needs no second', () => {
    const gone = reports('venue', 'f', { atLeast: 4 });
    expect(given(coordinatorDecider, []).when(...gone).facts).toEqual([
      {
        type: 'ComponentFailed',
        data: { component: 'venue', at: MINUTE, failures: 1, detail: 'TIMEOUT', level: 4, before: 1, overall: 4 },
      },
    ]);
  });

  test('of several components do not add up, and the strictest holds', () => {
    const { state } = given(coordinatorDecider, []).when(
      ...reports('model:a', 'fff'),
      ...reports('model:b', 'ff'),
      ...reports('regime', 'ff'),
    );
    expect(overallLevel(state.components)).toBe(2);
    expect(Object.keys(state.components)).toEqual(['model:a', 'model:b', 'regime']);
  });

  test('are told in no more than 200 letters', () => {
    const [report] = reports('regime', 'f');
    const { facts } = given(coordinatorDecider, []).when({ ...report, detail: 'x'.repeat(999) } as CoordinatorCommand);
    expect(facts).toMatchObject([{ data: { detail: 'x'.repeat(200) } }]);
  });
});

describe('F-D13 successes', () => {
  test.each<[string, string, DegradationLevel]>([
    ['one resets nothing', 'ffsf', 3],
    ['nor do two', 'ffssf', 3],
    ['three in a row do', 'ffsssff', 1],
    ['one in three brings nothing back', 'fffssfssfss', 3],
    ['three bring back one level', 'fffsss', 2],
    ['not two at once', 'fffsssss', 2],
    ['six two', 'fffssssss', 1],
    ['half recovered, one failure is one too many', 'fffsssf', 3],
    ['fully recovered it counts anew', 'fffssssssff', 1],
    ['of an emergency bring back nothing', 'fffffffffssssssssssss', 4],
  ])('%s: %s', (_, pattern, level) => {
    expect(levelAfter('technical', pattern)).toBe(level);
  });

  test('of one that is well are not worth a word', () => {
    after('technical', 'sss').thenNothing();
  });

  test('leave no trace of one that has fully recovered', () => {
    expect(after('model:deepseek', 'fffsss').state.components).toEqual({});
    expect(after('technical', 'fsss').state.components).toEqual({});
  });

  test('bring back an account that stands at a level for which nobody is to blame', () => {
    const stands = (pattern: string, standsAt: 2 | 3, from: number) => reports('venue', pattern, { standsAt }, from);
    const { facts } = given(coordinatorDecider, []).when(
      ...stands('sss', 3, 1),
      ...stands('sss', 2, 4),
      ...stands('s', 2, 7).map((command) => ({ ...command, standsAt: undefined }) as CoordinatorCommand),
    );
    expect(facts.map(({ data }) => 'level' in data && data.level)).toEqual([3, 3, 2, 2, 2, 1]);
  });
});

describe('an emergency', () => {
  const lost = reports('venue', 'f', { atLeast: 4 });
  const leave = (to: DegradationLevel): CoordinatorCommand => ({
    type: 'LeaveEmergency',
    at: 5 * MINUTE,
    leftAt: 5 * MINUTE,
    to,
  });

  test('that was left holds the desk to the level that was said, and comes again with the next failure', () => {
    const left = given(coordinatorDecider, [])
      .when(...lost, leave(3))
      .thenTypes('ComponentFailed', 'ComponentRecovered');
    expect(left.facts[1]?.data).toEqual({
      component: 'venue',
      at: 5 * MINUTE,
      successes: 0,
      failures: 1,
      level: 3,
      before: 4,
      overall: 3,
      because: 'emergency left',
    });
    const again = reports('venue', 'f', { atLeast: 4 }, 6);
    expect(overallLevel(given(coordinatorDecider, left.facts).when(...again).state.components)).toBe(4);
  });

  test('of two components is left with both, whatever others there are', () => {
    const { facts, state } = given(coordinatorDecider, []).when(
      ...lost,
      ...reports('regime', 'fffffffff'),
      ...reports('model:a', 'fff'),
      {
        ...(leave(3) as Extract<CoordinatorCommand, { type: 'LeaveEmergency' }>),
        at: 20 * MINUTE,
        leftAt: 20 * MINUTE,
      },
    );
    expect(overallLevel(state.components)).toBe(3);
    expect(facts.slice(-2)).toMatchObject([{ data: { overall: 4 } }, { data: { overall: 3, failures: 3 } }]);
  });

  test('that came again after it was left stays', () => {
    const late = { ...leave(3), leftAt: 0 } as CoordinatorCommand;
    given(coordinatorDecider, [])
      .when(...lost, late)
      .thenTypes('ComponentFailed');
  });

  test('that nobody has called is not left, nor one to stay', () => {
    given(coordinatorDecider, [])
      .when(...reports('regime', 'fff'), leave(1))
      .thenTypes(...Array<CoordinatorFact['type']>(3).fill('ComponentFailed'));
    given(coordinatorDecider, [])
      .when(...lost, leave(4))
      .thenTypes('ComponentFailed');
  });
});

test('F-D13 a component that is used no more holds nobody back', () => {
  const retire: CoordinatorCommand = { type: 'RetireComponent', at: 9 * MINUTE, component: 'model:gone' };
  const { facts, state } = given(coordinatorDecider, []).when(...reports('model:gone', 'fff'), retire);
  expect(facts[3]).toMatchObject({ data: { level: 1, overall: 1, because: 'no longer used' } });
  expect(state.components).toEqual({});
  given(coordinatorDecider, []).when(retire).thenNothing();
});

test('an overall level that does not follow from the components cannot have been', () => {
  const data = { component: 'a', at: 1, failures: 3, detail: '', level: 2 as const };
  const failed = (before: 1 | 2, overall: 2 | 3) => [
    { type: 'ComponentFailed' as const, data: { ...data, before, overall } },
  ];
  expect(() => given(coordinatorDecider, failed(1, 3))).toThrow('not 3');
  expect(() => given(coordinatorDecider, failed(2, 2))).toThrow('was not 2');
  given(coordinatorDecider, failed(1, 2));
});

describe('F-C10 the log stays bounded', () => {
  const aMonth = 30 * 24 * 60;
  const written = (component: string, pattern: string, more: More = {}): number => {
    let state = coordinatorDecider.initialState;
    let count = 0;
    for (const command of reports(component, pattern, more)) {
      const facts = coordinatorDecider.decide(command, state);
      count += facts.length;
      state = facts.reduce(coordinatorDecider.evolve, state);
    }
    return count;
  };

  test.each([
    ['technical', 9],
    ['model:deepseek', 3],
    ['trading-decision', 9],
  ])('%s fails every minute for a month: %i facts', (component, facts) => {
    expect(written(component, 'f'.repeat(aMonth))).toBe(facts);
  });

  test('a venue that is away for a month, and one that answers in an emergency that nobody leaves', () => {
    expect(written('venue', 'f'.repeat(aMonth), { atLeast: 4 })).toBe(1);
    expect(written('regime', `fffffffff${'s'.repeat(aMonth)}`)).toBe(9);
  });

  test('one that works for a month', () => {
    expect(written('technical', `fff${'s'.repeat(aMonth)}`)).toBe(9);
  });
});
