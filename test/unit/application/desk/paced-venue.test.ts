import { PacedVenue } from '../../../../src/application/desk/paced-venue.js';
import { VenueUnreachable } from '../../../../src/application/ports/venue.port.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { PaperVenueAdapter } from '../../../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import { HandClock } from '../../../support/command-side.js';

const NOW = 1_767_571_200_000;

/** Like a real venue, it keeps its counters to itself. */
class Reserved extends PaperVenueAdapter {
  override questionsUsed(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

/** A venue that refuses the sixteenth question, and a desk before it that does not ask it. */
const paced = async () => {
  const clock = new HandClock(NOW);
  const venue = new PaperVenueAdapter({ accountId: 'main', store: new MemoryEventStore(), clock });
  await venue.open();
  return { clock, venue, desk: new PacedVenue(venue, clock) };
};
const outcomeOf = async (venue: PacedVenue | PaperVenueAdapter) => (await venue.lookup('c1')).outcome;

test('F-O21 what the venue would refuse is not asked: 15 questions, and the next 3.03 s later', async () => {
  const { clock, desk } = await paced();
  for (let n = 0; n < 15; n++) expect(await outcomeOf(desk)).toBe('absent');
  expect(await desk.lookup('c1')).toEqual({
    outcome: 'not-sent',
    detail: `held back: paper is asked for no look-up before ${NOW + 3_031}`,
  });
  // Public, and free.
  expect(await desk.instruments()).toHaveLength(3);
  clock.at = NOW + 3_031;
  expect(await outcomeOf(desk)).toBe('absent');
  expect(await outcomeOf(desk)).toBe('not-sent');
});

test('F-O21 lists leave a third of the room to look-ups', async () => {
  const { desk } = await paced();
  for (let n = 0; n < 5; n++) {
    await desk.openOrders();
    await desk.changedSince(0);
  }
  for (const list of ['openOrders', 'balances', 'positions'] as const) {
    await expect(desk[list]()).rejects.toThrow(VenueUnreachable);
  }
  await expect(desk.changedSince(0)).rejects.toThrow('held back: paper is asked for no list before');
  for (let n = 0; n < 5; n++) expect(await outcomeOf(desk)).toBe('absent');
  expect(await outcomeOf(desk)).toBe('not-sent');
});

test('F-O21 a comparison that was cut off is not cut off again and again: the next one has room to the end', async () => {
  const { clock, desk } = await paced();
  /** Every 5 s, as while an answer is wanting: two lists, some look-ups, two lists. */
  const compares = async () => {
    try {
      await desk.openOrders();
      await desk.changedSince(0);
      for (let n = 0; n < 3; n++) await desk.lookup('c1');
      await desk.balances();
      await desk.positions();
      return true;
    } catch (error) {
      if (!(error instanceof VenueUnreachable)) throw error;
      return false;
    }
  };
  const done: boolean[] = [];
  for (let n = 0; n < 120; n++) {
    done.push(await compares());
    clock.at += 5_000;
  }
  // Ten minutes give back 198 points; each comparison takes 7, and one that was cut off some for nothing.
  expect(done.filter(Boolean).length).toBeGreaterThanOrEqual(15);
  expect(done.slice(60).some(Boolean)).toBe(true);
});

test('F-O21 whatever the pace, the venue never has to refuse', async () => {
  const { clock, venue, desk } = await paced();
  let asked = 0;
  for (let n = 0; n < 400; n++) {
    clock.at += (n * 7_919) % 4_000;
    const answer = await desk.lookup('c1');
    if (answer.outcome === 'absent') asked += 1;
    else expect(answer).toMatchObject({ detail: expect.stringMatching(/^held back/) as string });
  }
  expect(asked).toBeGreaterThan(200);
  expect(await venue.questionsUsed()).toBeLessThanOrEqual(15_000);
});

test('F-O22 a desk that starts anew goes on from where the counter stands', async () => {
  const { clock, venue, desk } = await paced();
  for (let n = 0; n < 14; n++) await desk.lookup('c1');
  const next = new PacedVenue(venue, clock);
  expect(await outcomeOf(next)).toBe('absent');
  expect(await outcomeOf(next)).toBe('not-sent');
});

test('F-O22 where the venue does not tell, the counter is taken as full, whenever the desk was built', async () => {
  const clock = new HandClock(0);
  const venue = new Reserved({ accountId: 'main', store: new MemoryEventStore(), clock });
  const desk = new PacedVenue(venue, clock);
  clock.at = NOW;
  expect(await outcomeOf(desk)).toBe('not-sent');
  clock.at = NOW + 3_031;
  expect(await outcomeOf(desk)).toBe('absent');
});
