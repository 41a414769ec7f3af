/** What a desk that starts knows of how much the venue was asked before. */
import { MINUTE } from '../../../src/domain/shared/time.js';
import { ComposedDesk, NOON } from './composed-desk.js';
import { BTC_LONG, XRP_LONG } from './openings.js';

/** Like a real venue, it keeps its counters to itself. */
const secretive = ({ venue }: ComposedDesk): void => {
  venue.rateUsed = () => Promise.resolve(undefined);
};
const deniedFor = async (desk: ComposedDesk) =>
  (await desk.all<{ code: string }>('OrderDenied')).map(({ code }) => code);

test('F-O22 where the venue does not tell, its counter is full at the start, and calm a minute later', async () => {
  const desk = await ComposedDesk.start();
  await desk.restart();
  secretive(desk);
  expect(desk.now).toBe(NOON + MINUTE);
  await desk.propose(BTC_LONG);
  expect(await deniedFor(desk)).toEqual(['RATE_LIMITED']);
  await desk.minutes(1);
  await desk.propose(XRP_LONG);
  expect(await deniedFor(desk)).toEqual(['RATE_LIMITED']);
  expect(await desk.all('OrderAccepted')).not.toEqual([]);
  await desk.end();
});
