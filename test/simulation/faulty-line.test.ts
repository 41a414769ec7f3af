import { verifyLog } from '../../src/application/replay/verify-log.js';
import { advance, prngFrom, uniformOf } from '../../src/domain/shared/prng.js';
import { openMemory } from '../../src/infrastructure/bootstrap/open-storage.js';
import { Sha256Digest } from '../../src/infrastructure/digest/sha256-digest.js';
import type { FaultPlan, PaperFault } from '../../src/infrastructure/venue/paper/paper-faults.js';
import { deskOverPretendMarket, TRADING_FROM } from '../support/pretend-desk.js';

const DAY = 86_400_000;
const FAULTS: readonly PaperFault[] = ['away', 'drop', 'lose-answer', 'answer-twice'];

/** Half of all calls go wrong, each in a way that the seed, the order and the attempt decide. */
const badLine =
  (seed: string): FaultPlan =>
  (clientOrderId, attempt) => {
    const drawn = prngFrom(seed, clientOrderId, attempt);
    if (uniformOf(drawn) < 0.5) return 'deliver';
    return FAULTS[Math.floor(uniformOf(advance(drawn)) * FAULTS.length)] ?? 'deliver';
  };

/** Red in both markets while a further fill could put off the end of a position whose first stop was lost. */
test.each([6, 8])(
  'F-O1 F-O9 all seven invariants hold over a line that loses half of everything, seed=%i',
  async (seed) => {
    const storage = openMemory();
    const plan = (call: string) => badLine(`${call} ${seed}`);
    const faults = { onPlace: plan('place'), onCancel: plan('cancel'), onAmend: plan('amend') };
    const until = TRADING_FROM + 2 * DAY;
    await deskOverPretendMarket({ storage, seed, until, faults, volumeShare: '0.001' });
    const { invariants, invariantsHeld } = await verifyLog({
      store: storage.store,
      newDigest: () => new Sha256Digest(),
    });
    expect(invariants.flatMap(({ first }) => (first ? [first] : []))).toEqual([]);
    expect(invariantsHeld).toBe('7 of 7');
    expect(invariants.every(({ checks }) => checks > 20)).toBe(true);
  },
  120_000,
);
