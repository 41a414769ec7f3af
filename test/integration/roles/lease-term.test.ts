import { StoreUnavailable } from '../../../src/application/ports/event-store.port.js';
import { LeaseLost } from '../../../src/application/ports/leases.port.js';
import { LeaseTerm } from '../../../src/infrastructure/bootstrap/roles/lease-term.js';
import { MemoryLeases } from '../../../src/infrastructure/persistence/memory/memory-leases.js';

const TIMING = { ttlMs: 60_000, renewEveryMs: 5, lookEveryMs: 5 };
const HOLDER = { name: 'engine main', owner: 'me', seize: false };

const begun = async (leases: MemoryLeases): Promise<LeaseTerm> => {
  const term = await LeaseTerm.begin(leases, HOLDER, TIMING);
  if (!term) throw new Error('the lease is not free');
  return term;
};

test('F-C6 a process that was stopped past its lease may write nothing, before anything else has run', async () => {
  const term = await begun(new MemoryLeases());
  term.assertHeld();
  const asleep = performance.now() + TIMING.ttlMs + 1;
  const now = jest.spyOn(performance, 'now').mockReturnValue(asleep);
  // No turn of the event loop has passed: no renewal could tell.
  expect(() => term.assertHeld()).toThrow(StoreUnavailable);
  now.mockRestore();
  await term.release();
});

test('F-S6 a lease that another took ends the term with its next renewal, and stays the other one’s', async () => {
  const leases = new MemoryLeases();
  const term = await begun(leases);
  const over = new Promise((resolve) => term.over.addEventListener('abort', resolve));
  await leases.seize('engine main', 'you', 60_000);
  await over;
  expect(() => term.assertHeld()).toThrow(LeaseLost);
  await term.release();
  expect(await leases.look(['engine main'])).toMatchObject([{ owner: 'you', token: 2, held: true }]);
});
