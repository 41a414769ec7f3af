import { VenueHealth } from '../../../../src/application/desk/venue-health.js';
import { MINUTE, SECOND } from '../../../../src/domain/shared/time.js';

const failing = (...at: readonly number[]): VenueHealth => {
  const health = new VenueHealth();
  for (const instant of at) health.failed(instant);
  return health;
};

describe('a venue is unreachable', () => {
  test('after more than 60 s without an answer, not before', () => {
    const health = failing(0, 30 * SECOND, MINUTE);
    expect(health.isUnreachable(MINUTE)).toBe(false);
    expect(health.isUnreachable(MINUTE + 1)).toBe(true);
  });
  test('not for two lost calls, however far apart', () => {
    expect(failing(0, 60 * MINUTE).isUnreachable(60 * MINUTE)).toBe(false);
  });
  test('no more with the first answer; the next outage begins anew', () => {
    const health = failing(0, 1, 2);
    health.answered();
    expect(health.isFailing).toBe(false);
    for (const at of [2 * MINUTE, 2 * MINUTE + 1, 2 * MINUTE + 2]) health.failed(at);
    expect(health.isUnreachable(3 * MINUTE)).toBe(false);
  });
  test('a doubt is taken up once', () => {
    const health = new VenueHealth();
    health.doubt();
    expect([health.takeDoubt(), health.takeDoubt()]).toEqual([true, false]);
  });
});
