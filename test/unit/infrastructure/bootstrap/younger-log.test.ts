import { demandYoungerLog } from '../../../../src/infrastructure/bootstrap/younger-log.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { MemoryCheckpoints } from '../../../../src/infrastructure/persistence/memory/memory-checkpoints.js';
import { someFacts } from '../../../support/facts.js';

/** A log of two facts, and an engine that stands at its end. */
const backup = async () => {
  const store = new MemoryEventStore('log');
  const { position } = await store.append('order-1', someFacts(2, 'a'), 'none');
  const checkpoints = new MemoryCheckpoints();
  await checkpoints.save('engine-main', { storeId: 'log', position });
  return { store, checkpoints };
};

test('a log that goes at least as far as its engine is taken, and so is one of which nothing is known', async () => {
  const { store, checkpoints } = await backup();
  await expect(demandYoungerLog({ store, checkpoints }, 'main')).resolves.toBeUndefined();
  await expect(demandYoungerLog({ store, checkpoints }, 'other')).resolves.toBeUndefined();
  const foreign = new MemoryEventStore('another log');
  await expect(demandYoungerLog({ store: foreign, checkpoints }, 'main')).resolves.toBeUndefined();
});

test('F-S2 a log that was restored from an older backup than its checkpoint is refused, with the way out', async () => {
  const { checkpoints } = await backup();
  const older = new MemoryEventStore('log');
  const empty = demandYoungerLog({ store: older, checkpoints }, 'main');
  await expect(empty).rejects.toThrow('the log ends at its beginning, but its engine had got to 0000000000000002');
  await older.append('order-1', someFacts(1, 'a'), 'none');
  const shorter = demandYoungerLog({ store: older, checkpoints }, 'main');
  await expect(shorter).rejects.toThrow('the log ends at 0000000000000001');
  await expect(shorter).rejects.toThrow('Restore both from one backup');
});
