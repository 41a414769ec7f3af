/** What goes wrong between the desk and the venue without a word, and how long it stays unnoticed. */
import { CommandBus } from '@nestjs/cqrs';
import { PretendClock } from '../../../src/application/desk/pretend-clock.js';
import { VenueHealth } from '../../../src/application/desk/venue-health.js';
import { VenueWatch } from '../../../src/application/desk/venue-watch.js';
import { MarketState } from '../../../src/application/market/market-state.js';
import { VenueRulesKeeper } from '../../../src/application/market/venue-rules.js';
import { CommandRunner } from '../../../src/application/messaging/command-runner.js';
import { Dispatcher } from '../../../src/application/messaging/dispatcher.js';
import type { Quotes } from '../../../src/domain/market/quote.js';
import { DEFAULT_PAPER } from '../../../src/domain/matching/paper-settings.js';
import type { OrderCanceled } from '../../../src/domain/orders/order.events.js';
import type { OrderReport } from '../../../src/domain/orders/order-report.js';
import { MINUTE } from '../../../src/domain/shared/time.js';
import { audit } from '../../support/audited-log.js';
import { ComposedDesk, NOON, type Leg } from './composed-desk.js';
import { BTC_LONG, XRPBTC_LONG } from './openings.js';
import { closedPositions, expectFlat, fillsAtVenue, protections } from './trades.js';

/** Through the worked example's stop at 59 075.4. */
const FALL = { open: '60006', high: '60006', low: '58000', close: '58000' };
/** An entry 1 % below the market, which nobody fills. */
const RESTING: Leg = {
  ...XRPBTC_LONG,
  confidence: '0.65',
  regimeSays: 'flat',
  amend: (vote) => ({ ...vote, entry: '0.00000825', stop: '0.0000081', target: '0.0000088' }),
};

const end = async (desk: ComposedDesk): Promise<void> => {
  expect(audit(await desk.facts())).toMatchObject({ broken: [] });
  await desk.end();
};

const ofOrders = async (desk: ComposedDesk) =>
  (await desk.facts()).filter(({ stream }) => stream.startsWith('order-') || stream.startsWith('account-'));

/** Counts how often the venue is asked for its working orders. */
const countLists = (desk: ComposedDesk): { count: number } => {
  const counted = { count: 0 };
  const { venue } = desk;
  venue.revision = () => undefined;
  const openOrders = venue.openOrders.bind(venue);
  venue.openOrders = () => {
    counted.count += 1;
    return openOrders();
  };
  return counted;
};

/** A desk whose venue tells nothing by itself from when a test says so. */
const silenceable = async () => {
  let silent = false;
  const onReport = (_report: OrderReport) => (silent ? ('silent' as const) : ('now' as const));
  const desk = await ComposedDesk.start({ faults: { onReport } });
  return { desk, silence: (on: boolean) => (silent = on) };
};

describe('a venue that agrees', () => {
  test('F-O25 is compared every minute, and nothing comes of it, after a restart neither', async () => {
    const desk = await ComposedDesk.start();
    await desk.propose(BTC_LONG);
    await desk.minutes(2);
    const before = (await ofOrders(desk)).filter(({ type }) => !type.startsWith('Equity'));
    const lists = countLists(desk);
    await desk.minutes(3);
    expect(lists.count).toBe(3);
    await desk.restart();
    await desk.minutes(2);
    const after = (await ofOrders(desk)).filter(({ type }) => !type.startsWith('Equity'));
    expect(after.slice(before.length).map(({ type }) => type)).toEqual(['TradingPaused', 'TradingResumed']);
    await end(desk);
  });
});

describe('a stream of reports that keeps silent', () => {
  test('F-O19 F-O26 a stop that filled without a word is found with the minute, and booked once', async () => {
    const { desk, silence } = await silenceable();
    await desk.propose(BTC_LONG);
    await desk.minute();
    silence(true);
    await desk.minute({ 'BTC/USDT': FALL });
    expect(await closedPositions(desk)).toMatchObject([{ closer: 'stop' }]);
    await desk.minutes(2);
    expect(await desk.all('FillBooked')).toHaveLength((await fillsAtVenue(desk)).length);
    await expectFlat(desk);
    await end(desk);
  });

  test('F-O19 once it has kept something back, working orders are polled every 5 s until it speaks again', async () => {
    const { desk, silence } = await silenceable();
    await desk.propose(BTC_LONG);
    await desk.propose(RESTING);
    await desk.minute();
    const lists = countLists(desk);
    await desk.minute();
    expect(lists.count).toBe(1);
    silence(true);
    await desk.minute({ 'BTC/USDT': FALL });
    lists.count = 0;
    await desk.minute();
    expect(lists.count).toBe(12);
    silence(false);
    await desk.minute({ 'XRP/BTC': { open: '0.00000833', high: '0.00000833', low: '0.0000082', close: '0.0000083' } });
    lists.count = 0;
    await desk.minute();
    expect(lists.count).toBe(1);
    await end(desk);
  });
});

describe('a price beyond a stop, and no word of the stop', () => {
  /** A watch of its own over the desk's log and venue, as it stands between two minutes. */
  const watchOver = ({ storage: { store }, venue, now }: ComposedDesk): VenueWatch => {
    const clock = new PretendClock(now);
    const runner = new CommandRunner(store);
    const dispatcher = new Dispatcher(new CommandBus(undefined as never));
    const market = new MarketState([], '1m', DEFAULT_PAPER.halfSpreadPct);
    const parts = { accountId: 'main', store, venue, clock, runner, dispatcher, market };
    return new VenueWatch({
      ...parts,
      health: new VenueHealth(),
      rules: new VenueRulesKeeper(parts),
      open: () => ({}),
    });
  };
  const quoted = (bid: string, ask: string): Quotes => ({
    'BTC/USDT': { instrumentId: 'BTC/USDT', bid, ask, at: NOON, source: 'ticker' },
  });

  test('F-O19 is asked about at once, whatever heartbeat goes on; a price before it proves nothing', async () => {
    const { desk } = await silenceable();
    await desk.propose(BTC_LONG);
    await desk.minute();
    const watch = watchOver(desk);
    expect(await watch.keepsSilent(quoted('59074', '59076'))).toBe(false);
    expect(await watch.keepsSilent(quoted('59074', '59075'))).toBe(true);
    await end(desk);
  });

  test('reports that come with the steps cannot be missing between them', async () => {
    const desk = await ComposedDesk.start();
    await desk.propose(BTC_LONG);
    await desk.minute();
    expect(await watchOver(desk).keepsSilent(quoted('50000', '50001'))).toBe(false);
    await end(desk);
  });
});

describe('an order that the venue has lost', () => {
  test('F-O18 a stop that is nowhere on two reads ends, and is placed again', async () => {
    const desk = await ComposedDesk.start();
    await desk.propose(BTC_LONG);
    await desk.minute();
    const { venue } = desk;
    const [lost] = await venue.openOrders();
    const name = lost?.clientOrderId ?? '';
    await venue.cancelForeign(name);
    // Cancelled for its money's sake, and by no list and no look-up to be found.
    venue.revision = () => undefined;
    const [changedSince, lookup] = [venue.changedSince.bind(venue), venue.lookup.bind(venue)];
    venue.changedSince = async (since) => (await changedSince(since)).filter((line) => line.clientOrderId !== name);
    venue.lookup = (id) => (id === name ? Promise.resolve({ outcome: 'absent' }) : lookup(id));
    await desk.minute();
    expect(await desk.all('OrderCanceled')).toEqual([]);
    await desk.minute();
    const [canceled] = await desk.all<OrderCanceled['data']>('OrderCanceled');
    expect(canceled).toMatchObject({ reason: 'LOST_BY_VENUE', absentReads: [desk.now - MINUTE, desk.now] });
    expect(await closedPositions(desk)).toEqual([]);
    expect(await venue.openOrders()).toMatchObject([{ quantity: lost?.quantity, triggerPrice: lost?.triggerPrice }]);
    expect(await protections(desk)).toMatchObject([{ action: 'place' }, { action: 'place', reason: 'placed again' }]);
    await end(desk);
  });
});
