import { Engine } from '../../../../src/application/messaging/engine.js';
import { StoreUnavailable, type AppendResult } from '../../../../src/application/ports/event-store.port.js';
import { PROCESSES } from '../../../../src/application/processes/index.js';
import type { Process } from '../../../../src/application/processes/process.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { coordinatorDecider } from '../../../../src/domain/coordinator/coordinator.decider.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { MemoryCheckpoints } from '../../../../src/infrastructure/persistence/memory/memory-checkpoints.js';
import { btcBought, NOON, openAccount } from '../../../support/account.js';
import { startOver, typesIn } from '../../../support/command-side.js';

interface Disk {
  readonly store: MemoryEventStore;
  readonly checkpoints: MemoryCheckpoints;
}
const emptyDisk = (): Disk => ({ store: new MemoryEventStore(), checkpoints: new MemoryCheckpoints() });

/** A process on the disk; `calls` are the facts whose I/O was asked for. */
const engineOn = async ({ store, checkpoints }: Disk, listeners: readonly Process[] = PROCESSES) => {
  const { runner, dispatcher } = await startOver(store);
  const calls: string[] = [];
  const engine = new Engine('engine-main', {
    store,
    checkpoints,
    runner,
    dispatcher,
    listeners,
    reactionTo: (fact: RecordedFact) => () => {
      calls.push(fact.type);
      return Promise.resolve();
    },
    moment: () => ({ at: NOON, accountId: 'main', quotes: {} }),
  });
  let n = 0;
  const tell = (command: AccountCommand) => {
    n += 1;
    return dispatcher.start('test', n, { to: 'account', id: 'main', command });
  };
  return { engine, calls, tell, runner };
};

const ORDER_FACTS = ['OrderInitialized'];
const trade = async (tell: (command: AccountCommand) => Promise<unknown>) => {
  for (const command of [...openAccount(), btcBought()]) await tell(command);
};

describe('the reader of the log', () => {
  test('lets each fact have its consequences, and theirs, until nothing is left', async () => {
    const disk = emptyDisk();
    const { engine, tell } = await engineOn(disk);
    await engine.start();
    await trade(tell);
    expect(engine.behind).toBe(true);
    await engine.drain();
    expect(engine.behind).toBe(false);
    const types = await typesIn(disk.store);
    expect(types.filter((type) => ORDER_FACTS.includes(type))).toHaveLength(1);
    expect(Object.values(engine.open).map(({ kind }) => kind)).toEqual(['unprotected']);
  });

  test('F-C6 F-S10 a fact whose append got no answer has its consequences too, though the command finds nothing to do again', async () => {
    class Unanswering extends MemoryEventStore {
      silent = false;
      override async append(...append: Parameters<MemoryEventStore['append']>): Promise<AppendResult> {
        const result = await super.append(...append);
        if (this.silent) throw new StoreUnavailable('unknown', 'no answer, and none the second time');
        return result;
      }
    }
    const store = new Unanswering();
    const { engine, calls, runner } = await engineOn({ store, checkpoints: new MemoryCheckpoints() });
    await engine.start();
    const command = { type: 'StartRun', at: NOON, task: 'technical', dueAt: NOON } as const;
    const cause = { commandId: 'c1', correlationId: 'c1', causationId: 'c1', actor: 'test' };
    const run = () => runner.run(coordinatorDecider, 'coordinator-main', command, cause);
    store.silent = true;
    await expect(run()).rejects.toBeInstanceOf(StoreUnavailable);
    store.silent = false;
    expect((await run()).facts).toEqual([]);
    expect(engine.behind).toBe(true);
    await engine.drain();
    expect(calls).toEqual(['TaskStarted']);
    expect(engine.behind).toBe(false);
  });

  test('F-C6 F-S3 after a crash it handles again what no checkpoint covers, and nothing is doubled', async () => {
    const disk = emptyDisk();
    const dying = await engineOn(disk);
    await dying.engine.start();
    await trade(dying.tell);
    await dying.engine.drain();
    const before = await typesIn(disk.store);

    const next = await engineOn(disk);
    await next.engine.start();
    await next.engine.drain();
    expect(await typesIn(disk.store)).toEqual(before);
    expect(next.calls).toEqual(before);
    expect(next.engine.open).toEqual(dying.engine.open);
  });

  test('F-C5 F-C6 a crash between a fact and its consequence: the consequence comes with the restart', async () => {
    const disk = emptyDisk();
    const dying = await engineOn(disk);
    await dying.engine.start();
    await trade(dying.tell);
    expect(await typesIn(disk.store)).not.toContain('OrderInitialized');

    const next = await engineOn(disk);
    await next.engine.start();
    await next.engine.drain();
    expect((await typesIn(disk.store)).filter((type) => type === 'OrderInitialized')).toHaveLength(1);
  });

  test('F-C5 what a checkpoint covers is not handled again, and the open deadlines come with it', async () => {
    const disk = emptyDisk();
    const stopping = await engineOn(disk);
    await stopping.engine.start();
    await trade(stopping.tell);
    await stopping.engine.drain();
    await stopping.engine.save();

    const next = await engineOn(disk);
    await next.engine.start();
    expect(next.engine.lastAt).toBe(NOON);
    await next.engine.drain();
    expect(next.calls).toEqual([]);
    expect(next.engine.open).toEqual(stopping.engine.open);
  });

  test('F-S2 a log without its checkpoint, or with one of another log, is refused', async () => {
    const disk = emptyDisk();
    const { engine, tell } = await engineOn(disk);
    await engine.start();
    await trade(tell);
    const lost = await engineOn({ store: disk.store, checkpoints: new MemoryCheckpoints() });
    await expect(lost.engine.start()).rejects.toThrow('no checkpoint');
    await engine.drain();
    await engine.save();
    const foreign = await engineOn({ store: new MemoryEventStore(), checkpoints: disk.checkpoints });
    await expect(foreign.engine.start()).rejects.toThrow('another log');
  });

  test('F-C7 what a listener throws is not swallowed: the fact is not taken as handled', async () => {
    const disk = emptyDisk();
    let broken = true;
    const fragile: Process = {
      name: 'fragile',
      on: {
        PositionOpened: () => {
          if (broken) throw new Error('a bug');
          return [];
        },
      },
    };
    const { engine, tell, calls } = await engineOn(disk, [fragile]);
    await engine.start();
    await trade(tell);
    await expect(engine.drain()).rejects.toThrow('a bug');
    expect(calls).not.toContain('PositionOpened');
    broken = false;
    await engine.drain();
    expect(calls.filter((type) => type === 'PositionOpened')).toHaveLength(1);
  });
});
