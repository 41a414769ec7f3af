import { CommandRunner } from '../../../../src/application/messaging/command-runner.js';
import {
  ConcurrencyError,
  StoreUnavailable,
  type AppendResult,
  type ExpectedVersion,
  type NewFact,
} from '../../../../src/application/ports/event-store.port.js';
import { coordinatorDecider, type CoordinatorCommand } from '../../../../src/domain/coordinator/coordinator.decider.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { logOf, typesIn } from '../../../support/command-side.js';

const NOON = Date.UTC(2026, 0, 7, 12);
const HOUR = 3_600_000;
const STREAM = 'coordinator-main';
const start = (dueAt = NOON): CoordinatorCommand => ({ type: 'StartRun', at: NOON, task: 'technical', dueAt });
const complete = (dueAt = NOON): CoordinatorCommand => ({ type: 'CompleteRun', at: NOON, task: 'technical', dueAt });
const cause = (commandId: string) => ({ commandId, correlationId: 'cycle', causationId: 'because', actor: 'test' });

/** The real store, on a line that fails as told: before the append, or after it was applied. */
class UnsureStore extends MemoryEventStore {
  failures: ('not-applied' | 'lost-answer')[] = [];

  override async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    const failure = this.failures.shift();
    if (failure === 'not-applied') throw new StoreUnavailable('not-applied', 'away');
    const result = await super.append(stream, facts, expected);
    if (failure === 'lost-answer') throw new StoreUnavailable('unknown', 'the answer was lost');
    return result;
  }
}

const run = (runner: CommandRunner, command: CoordinatorCommand, id: string) =>
  runner.run(coordinatorDecider, STREAM, command, cause(id));

describe('a command', () => {
  test('becomes facts that carry where they came from', async () => {
    const store = new MemoryEventStore();
    const runner = new CommandRunner(store);
    const ran = await run(runner, start(), 'c1');
    const [fact] = await logOf(store);
    expect(fact?.metadata).toMatchObject({ ...cause('c1'), at: NOON, schema: 1 });
    expect(ran.position).toBe(fact?.position);
    expect(runner.lastAppended).toBe(fact?.position);
  });

  test('F-S3 repeated it is nothing, also by another process', async () => {
    const store = new MemoryEventStore();
    const runner = new CommandRunner(store);
    await run(runner, start(), 'c1');
    const { position } = await run(runner, start(), 'c1');
    await run(new CommandRunner(store), start(), 'c1');
    expect(await typesIn(store)).toEqual(['TaskStarted']);
    expect(position).toBeUndefined();
  });

  test('F-S3 F-S10 an append whose answer was lost is not written twice', async () => {
    const store = new UnsureStore();
    store.failures = ['lost-answer'];
    const runner = new CommandRunner(store);
    expect((await run(runner, start(), 'c1')).facts).toHaveLength(1);
    expect(await typesIn(store)).toEqual(['TaskStarted']);
    // The version it remembers is the true one.
    await run(runner, complete(), 'c2');
    expect(await typesIn(store)).toEqual(['TaskStarted', 'TaskCompleted']);
  });

  test('F-S10 with the log away it fails aloud and writes nothing; later it is done', async () => {
    const store = new UnsureStore();
    store.failures = ['not-applied'];
    const runner = new CommandRunner(store);
    await expect(run(runner, start(), 'c1')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await typesIn(store)).toEqual([]);
    await run(runner, start(), 'c1');
    expect(await typesIn(store)).toEqual(['TaskStarted']);
  });

  test('F-S4 F-R1 someone else was first: it is decided again on what they left', async () => {
    const store = new MemoryEventStore();
    const [mine, theirs] = [new CommandRunner(store), new CommandRunner(store)];
    await run(mine, start(), 'c1');
    // Theirs goes on where mine does not know: mine remembers a run under way.
    await run(theirs, complete(), 'c2');
    expect((await run(mine, complete(), 'c3')).facts).toEqual([]);
    await run(mine, start(NOON + HOUR), 'c4');
    expect(await typesIn(store)).toEqual(['TaskStarted', 'TaskCompleted', 'TaskStarted']);
  });

  test('F-S4 of many at once on one stream each finds its place', async () => {
    const store = new MemoryEventStore();
    const runners = [1, 2, 3, 4].map(() => new CommandRunner(store));
    await Promise.all(runners.map((runner, n) => run(runner, start(), `c${n}`)));
    expect(await typesIn(store)).toEqual(['TaskStarted']);
  });

  test('F-S4 a conflict without end is an error, not a hang', async () => {
    class Contested extends MemoryEventStore {
      private tries = 0;
      override append(stream: string, _: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
        this.tries += 1;
        if (this.tries > 100) throw new Error('tried a hundred times and goes on');
        return Promise.reject(new ConcurrencyError(stream, expected, 7));
      }
    }
    await expect(run(new CommandRunner(new Contested()), start(), 'c1')).rejects.toBeInstanceOf(ConcurrencyError);
  });
});

test('F-C5 what a new process folds is what the old one had', async () => {
  const store = new MemoryEventStore();
  const runner = new CommandRunner(store);
  await run(runner, start(), 'c1');
  await run(runner, complete(), 'c2');
  await run(runner, start(NOON + HOUR), 'c3');
  const before = await runner.stateOf(coordinatorDecider, STREAM);
  expect(await new CommandRunner(store).stateOf(coordinatorDecider, STREAM)).toEqual(before);
});
