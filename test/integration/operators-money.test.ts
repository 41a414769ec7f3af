import { openMemory } from '../../src/infrastructure/bootstrap/open-storage.js';
import { audit } from '../support/audited-log.js';
import { OperatedDesk } from '../support/operated-desk.js';

/** A pretend venue has no other owner: what an operator pays in or takes out of the books moves there too. */
test('F-P2 a deposit and a withdrawal reach the pretend venue, and reconciliation takes neither back', async () => {
  const desk = await OperatedDesk.start({ storage: openMemory() });
  const minutes = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute++) await desk.step();
  };
  const atVenue = async () => (await desk.assembled.venue.balances()).map(({ currency, total }) => [currency, total]);

  expect((await desk.order('withdraw', { book: 'trading', currency: 'USDT', amount: '1000' })).status).toBe('executed');
  await minutes(4);
  expect(await atVenue()).toContainEqual(['USDT', '9000']);
  expect((await desk.order('deposit', { amount: '250.5' })).status).toBe('executed');
  expect((await desk.order('transfer', { from: 'trading', to: 'hodl', currency: 'USDT', amount: '20' })).status).toBe(
    'executed',
  );
  expect((await desk.order('withdraw-hodl', { currency: 'USDT', quantity: '5' })).status).toBe('executed');
  await minutes(4);

  expect(await atVenue()).toContainEqual(['USDT', '9245.5']);
  expect((await desk.account()).balances).toMatchObject({
    // 5 000 - 1 000 + 125.25 - 20.
    trading: { USDT: '4105.25' },
    allocation: { USDT: '5125.25' },
    hodl: { USDT: '15' },
  });
  expect(await desk.booked('BalanceCorrected')).toEqual([]);
  expect(audit(await desk.facts())).toMatchObject({ broken: [], sentences: [] });
  await desk.close();
});

test('a request that is refused says why, and moves nothing anywhere', async () => {
  const desk = await OperatedDesk.start({ storage: openMemory() });
  const refused = await desk.order('withdraw', { book: 'trading', currency: 'USDT', amount: '5000.01' });
  expect(refused).toMatchObject({ status: 'refused' });
  expect(JSON.stringify(refused)).toMatch(/5000 USDT of the trading book are free/);
  expect(await desk.booked('FundsWithdrawn')).toEqual([]);
  await desk.close();
});
