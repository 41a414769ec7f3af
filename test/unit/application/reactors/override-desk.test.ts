import type { NewFact } from '../../../../src/application/ports/event-store.port.js';
import type { OverrideKind } from '../../../../src/domain/overrides/override-orders.js';
import { openMemory, type Storage } from '../../../../src/infrastructure/bootstrap/open-storage.js';
import { OperatedDesk } from '../../../support/operated-desk.js';

/** The process dies where the first such fact would be stored. */
const dyingAt = (storage: Storage, type: string): Storage => {
  const append = storage.store.append.bind(storage.store);
  const store: Storage['store'] = Object.create(storage.store) as Storage['store'];
  store.append = (stream, facts: readonly NewFact[], expected) =>
    facts.some((fact) => fact.type === type) ? Promise.reject(new Error('died here')) : append(stream, facts, expected);
  return { ...storage, store };
};

const LONG = { instrumentId: 'BTC/USDT', direction: 'long', stop: '58500', target: '65000' };

/** Orders on a desk that dies at the fact, starts another over the same log, and hands that over. */
const afterDeath = async (
  type: string,
  kind: OverrideKind,
  order: object = {},
  before: readonly OverrideKind[] = [],
) => {
  const storage = openMemory();
  const calm = await OperatedDesk.start({ storage });
  for (const earlier of before) {
    calm.calm();
    await calm.order(earlier, earlier === 'open-position' ? LONG : {});
  }
  await calm.close();
  const dying = await OperatedDesk.start({ storage: dyingAt(storage, type), data: calm.data });
  dying.calm();
  const { overrideId } = await dying.ask(kind, order, { key: 'k1' });
  await expect(dying.heard(overrideId)).rejects.toThrow('died here');
  await dying.close();
  const again = await OperatedDesk.start({ storage, data: calm.data });
  return { again, overrideId };
};

const KINDS: readonly (readonly [OverrideKind, object, string, string, readonly OverrideKind[]])[] = [
  ['halt', {}, 'TradingHalted', 'trading is halted', []],
  ['deposit', { amount: '250' }, 'FundsDeposited', '250 USDT deposited', []],
  [
    'transfer',
    { from: 'allocation', to: 'trading', currency: 'USDT', amount: '5000' },
    'FundsTransferred',
    '5000 USDT moved from allocation to trading',
    [],
  ],
  [
    'close-position',
    { instrumentId: 'BTC/USDT' },
    'ExitTriggered',
    'BTC/USDT is being closed (by operator)',
    ['open-position'],
  ],
  [
    'disable-task',
    { task: 'technical' },
    'TaskDisabled',
    'technical is disabled: decisions stop when its signals expire',
    [],
  ],
];

describe('F-C6 a request that a death left undone is carried out once', () => {
  test.each(KINDS)('%s, before its owner knew of it', async (kind, order, type, outcome, before) => {
    const { again, overrideId } = await afterDeath(type, kind, order, before);
    expect(await again.control.look(overrideId)).toMatchObject({ status: 'executed', outcome });
    const done = await again.facts();
    expect(done.filter((fact) => fact.type === type && fact.metadata.correlationId === overrideId)).toHaveLength(1);
    await again.close();
  });

  test.each(KINDS)('%s, after its owner had done it', async (kind, order, type, outcome, before) => {
    const { again, overrideId } = await afterDeath('OverrideExecuted', kind, order, before);
    const now = await again.control.look(overrideId);
    expect(now?.status).toBe('executed');
    // The exit may have run on in the meantime; all else is told as it was done.
    if (kind !== 'close-position') expect(now?.outcome).toBe(outcome);
    const done = await again.facts();
    expect(done.filter((fact) => fact.type === type && fact.metadata.correlationId === overrideId)).toHaveLength(1);
    await again.close();
  });

  test.each(['IntentApproved', 'OverrideExecuted'])('an opening by hand, at its %s', async (type) => {
    const storage = openMemory();
    const dying = await OperatedDesk.start({ storage: dyingAt(storage, type) });
    dying.calm();
    const { overrideId } = await dying.ask('open-position', LONG);
    await expect(dying.heard(overrideId)).rejects.toThrow('died here');
    await dying.close();
    const again = await OperatedDesk.start({ storage, data: dying.data });
    const verdicts = (await again.facts()).filter(({ type: each }) => /^Intent(Approved|Resized|Denied)$/.test(each));
    expect(verdicts).toHaveLength(1);
    // Judged anew after the start, when no agent has spoken of the regime yet; or approved before it.
    const denied = { status: 'refused', code: 'REGIME_UNKNOWN' };
    const approved = { status: 'executed', clientOrderId: expect.any(String) };
    expect(await again.control.look(overrideId)).toMatchObject(type === 'IntentApproved' ? denied : approved);
    await again.close();
  });
});

test('F-X2 what was done is not done again by a delivery of its fact after a death', async () => {
  const storage = openMemory();
  const first = await OperatedDesk.start({ storage });
  await first.order('halt', {}, { reason: 'the first' });
  await first.order('clear-halt');
  await first.order('halt', {}, { reason: 'the second' });
  await first.close();
  // Nothing was saved since the start: the engine of the next one hears all of it again.
  const second = await OperatedDesk.start({ storage, data: first.data });
  expect((await second.account()).halted).toMatchObject({ reason: 'the second' });
  expect(await second.booked('TradingHalted')).toHaveLength(2);
  expect((await second.facts()).filter(({ type }) => type === 'OverrideExecuted')).toHaveLength(3);
  await second.close();
});

test('F-X2 an order to close is not heard again by the next position after a death', async () => {
  const storage = openMemory();
  const policy = { cooldownAfterEntryMs: 0, cooldownAfterLossMs: 0 };
  const first = await OperatedDesk.start({ storage, policy });
  for (const kind of ['open-position', 'close-position', 'open-position'] as const) {
    first.calm();
    await first.order(kind, kind === 'open-position' ? LONG : { instrumentId: 'BTC/USDT' });
    await first.step();
  }
  const [before] = Object.values((await first.account()).positions);
  expect(before?.exit).toBeUndefined();
  await first.close();
  const second = await OperatedDesk.start({ storage, data: first.data, policy });
  const [after] = Object.values((await second.account()).positions);
  expect(after).toMatchObject({ positionId: before?.positionId });
  expect(after?.exit).toBeUndefined();
  await second.close();
});

test('F-X3 a request that waited for its second word through a death still does, and then counts', async () => {
  const storage = openMemory();
  const first = await OperatedDesk.start({ storage });
  await first.order('halt');
  const { overrideId } = await first.ask('clear-halt');
  await first.close();
  const second = await OperatedDesk.start({ storage, data: first.data });
  expect((await second.account()).halted).toBeDefined();
  await second.control.confirm(overrideId, 'administrator');
  expect(await second.heard(overrideId)).toMatchObject({ status: 'executed' });
  expect((await second.account()).halted).toBeUndefined();
  await second.close();
});

test('F-O32 an opening by hand that waited for longer than a proposal may is not carried out', async () => {
  const storage = openMemory();
  const asked = await OperatedDesk.start({ storage });
  asked.calm();
  const { overrideId } = await asked.ask('open-position', LONG);
  const { clock } = asked.assembled;
  clock.moveTo(clock.now() + 120_001);
  expect(await asked.heard(overrideId)).toMatchObject({ status: 'refused', code: 'STALE_PROPOSAL' });
  await asked.close();
});
