import type { MarketState } from '../../../../src/application/market/market-state.js';
import { VenueDesk } from '../../../../src/application/reactors/venue-desk.js';
import { actOnDeadline } from '../../../../src/application/scheduling/act-on-deadline.js';
import { foldDeadlines, nextDeadline, type OpenDeadlines } from '../../../../src/application/scheduling/deadlines.js';
import type { OrderReport } from '../../../../src/domain/orders/order-report.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { PaperVenueAdapter } from '../../../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import { HandClock, logOf, startOver, typesIn } from '../../../support/command-side.js';
import { cancel, initialize, report, says, submit, VENUE_AT } from '../../../support/orders.js';

const ORDERS = 'order-order-1';
const refused = (reason: string): OrderReport => ({
  kind: 'cancel-rejected',
  clientOrderId: 'order-1',
  reason,
  venueAt: VENUE_AT,
});

/** An entry at the venue whose cancel was asked for and refused; the deadline that this leaves is acted upon. */
const afterRefusal = async (reason: string, ...more: readonly OrderReport[]) => {
  const log = new MemoryEventStore();
  const clock = new HandClock(VENUE_AT + 5_000);
  const { runner, dispatcher } = await startOver(log);
  const story = [
    initialize(),
    submit(),
    report(says.accepted()),
    cancel(),
    report(refused(reason)),
    ...more.map(report),
  ];
  for (const [n, command] of story.entries()) {
    await dispatcher.start('test', n, { to: 'order', id: 'order-1', command }, 'cycle-1');
  }
  const facts = await logOf(log, ORDERS);
  const open = facts.reduce<OpenDeadlines>((deadlines, fact) => foldDeadlines(deadlines, fact), {});
  const due = nextDeadline(open)?.deadline;
  const act = async () => {
    // The venue holds no such order: it says so when it is asked.
    const venue = new PaperVenueAdapter({ accountId: 'main', store: new MemoryEventStore(), clock });
    const venueDesk = new VenueDesk(venue, dispatcher, runner, clock, () => undefined);
    const market = { quotes: () => ({}) } as unknown as MarketState;
    if (due) await actOnDeadline({ accountId: 'main', clock, market, dispatcher, venueDesk }, due);
    return (await typesIn(log, ORDERS)).slice(facts.length);
  };
  return { due, act };
};

test('F-O18 F-O32 a refused cancel is asked for again: what was taken back must end', async () => {
  const { due, act } = await afterRefusal('EGeneral:Temporary lockout');
  expect(due).toMatchObject({ kind: 'cancel-refused', dueAt: VENUE_AT + 5_000, reason: 'EGeneral:Temporary lockout' });
  expect(await act()).toEqual(['OrderCancelRequested']);
});

test('F-O18 one that the venue refuses because it knows no such order is asked about, not cancelled', async () => {
  const { act } = await afterRefusal('EOrder:Unknown order');
  // Not found is not canceled.
  expect(await act()).toEqual(['OrderContradicted']);
});

test('F-O5 one that has ended meanwhile needs nothing', async () => {
  const { due } = await afterRefusal('EGeneral:Temporary lockout', says.canceled());
  expect(due).toBeUndefined();
});
