import { accountDecider } from '../../src/domain/account/account.decider.js';
import { DAY } from '../../src/domain/shared/time.js';
import { CommandRunner } from '../../src/application/messaging/command-runner.js';
import { openMemory } from '../../src/infrastructure/bootstrap/open-storage.js';
import { deskOverPretendMarket, TRADING_FROM } from '../support/pretend-desk.js';

const stranger = {
  clientOrderId: 'not-ours',
  accountId: 'main',
  book: 'trading' as const,
  instrumentId: 'BTC/USDT' as const,
  side: 'buy' as const,
  type: 'limit' as const,
  quantity: '0.01',
  price: '1000',
  timeInForce: 'GTC' as const,
  postOnly: false,
  reduceOnly: false,
  leverage: 1,
};

describe('an order at the venue that is not ours', () => {
  test('F-O17 pauses trading by name from the next start on, until a start that no longer finds it', async () => {
    const storage = openMemory();
    const pausesAfter = async (until: number) => {
      const { venue, clock } = await deskOverPretendMarket({ storage, seed: 7, until });
      const { pauses } = await new CommandRunner(storage.store).stateOf(accountDecider, 'account-main');
      return { venue, clock, pauses };
    };
    const first = await pausesAfter(TRADING_FROM + DAY / 24);
    expect(first.pauses).toEqual([]);

    await first.venue.place({ order: stranger, deadline: first.clock.now() + 5_000 });
    const second = await pausesAfter(TRADING_FROM + DAY / 12);
    expect(second.pauses).toEqual(['unknown order at the venue: not-ours']);

    await second.venue.cancel('not-ours');
    // The venue speaks of a change for a day.
    const third = await pausesAfter(TRADING_FROM + 2 * DAY);
    const fourth = await pausesAfter(third.clock.now() + 60_000);
    expect(fourth.pauses).toEqual([]);
  });
});
