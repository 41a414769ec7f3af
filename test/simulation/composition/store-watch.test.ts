/** A log that could not be written for a while: what follows is said once it can be. */
import type { DegradationChanged } from '../../../src/domain/account/account.events.js';
import type { OrderCancelRequested } from '../../../src/domain/orders/order.events.js';
import { audit } from '../../support/audited-log.js';
import { ComposedDesk } from './composed-desk.js';
import { BTC_LONG, lastOpening } from './openings.js';

const levels = async (desk: ComposedDesk) =>
  (await desk.all<DegradationChanged['data']>('DegradationChanged')).map(({ to }) => to);

const end = async (desk: ComposedDesk): Promise<void> => {
  expect(audit(await desk.facts())).toMatchObject({ broken: [] });
  await desk.end();
};

test('F-S10 for more than 60 s: emergency, and only an operator leaves it', async () => {
  const desk = await ComposedDesk.start();
  desk.storeWasAway(60_001);
  await desk.minute();
  const [changed] = await desk.all<DegradationChanged['data']>('DegradationChanged');
  expect(changed).toMatchObject({ from: 1, to: 4, reason: 'store could not be written for 60 s' });
  await desk.minutes(12);
  await desk.propose(BTC_LONG);
  expect(await lastOpening(desk)).toMatchObject({ failed: expect.arrayContaining(['DEGRADED']) as unknown });
  await desk.tell({ type: 'ChangeDegradation', at: desk.now, to: 3, reason: 'an operator leaves it' });
  await desk.hear();
  await desk.minutes(6);
  expect(await levels(desk)).toEqual([4, 3, 2, 1]);
  expect(await desk.all<OrderCancelRequested['data']>('OrderCancelRequested')).toEqual([]);
  await end(desk);
});

test('F-S10 for some seconds, three times: safe mode until it has been well for a while', async () => {
  const desk = await ComposedDesk.start();
  for (let n = 0; n < 3; n++) {
    expect(await levels(desk)).toEqual([]);
    desk.storeWasAway(5_000);
    await desk.minute();
  }
  expect(await levels(desk)).toEqual([3]);
  await desk.minutes(6);
  expect(await levels(desk)).toEqual([3, 2, 1]);
  await end(desk);
});

test('F-S10 for less than five seconds: nothing, however often', async () => {
  const desk = await ComposedDesk.start();
  for (let n = 0; n < 12; n++) {
    desk.storeWasAway(4_999);
    await desk.minute();
  }
  expect(await levels(desk)).toEqual([]);
  expect(await desk.all('ComponentFailed')).toEqual([]);
  await end(desk);
});
