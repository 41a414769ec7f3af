import { overrideDecider } from '../../../../src/domain/overrides/override.decider.js';
import { OVERRIDE_KINDS, type OverrideKind } from '../../../../src/domain/overrides/override-orders.js';
import { saysTheSame } from '../../../../src/domain/overrides/override.state.js';
import { given } from '../../../support/given.js';
import { aHalt, aRequest, completed, confirmAt, expireAt, HEARD, refused } from '../../../support/overrides.js';

const fresh = () => given(overrideDecider, []);
const SECOND = 1_000;

describe('a request', () => {
  test('that needs no second word is to be carried out', () => {
    const { facts, state } = fresh().when(aHalt());
    expect(facts).toEqual([
      {
        type: 'OverrideRequested',
        data: {
          overrideId: 'o1',
          kind: 'halt',
          order: {},
          reason: 'fire drill',
          actor: 'operator',
          requestedAt: HEARD,
        },
      },
    ]);
    expect(state.status).toBe('accepted');
  });

  test('that needs one waits for it, 60 s by the clock of people', () => {
    const { facts, state } = fresh().when(aRequest());
    expect(facts).toMatchObject([{ data: { requestedAt: HEARD, confirmBefore: HEARD + 60 * SECOND } }]);
    expect(state.status).toBe('waiting');
  });

  test('F-R12 of an operator for what is an administrator’s is refused, and stays in the log', () => {
    const { facts, state } = fresh().when(aRequest({ actor: 'operator' }), confirmAt(HEARD), completed);
    expect(facts.map(({ type }) => type)).toEqual(['OverrideRequested', 'OverrideRefused']);
    expect(facts[0]?.data).not.toHaveProperty('confirmBefore');
    expect(state).toMatchObject({ status: 'refused', code: 'NOT_ADMINISTRATOR' });
  });

  const asksTwice = ['clear-halt', 'close-all', 'change-limits', 'withdraw', 'withdraw-hodl', 'leave-emergency'];
  test.each(Object.keys(OVERRIDE_KINDS) as OverrideKind[])('%s waits only where it lets risk or money go', (kind) => {
    const { state } = fresh().when(aRequest({ kind, actor: 'administrator' }));
    expect(state.status).toBe(asksTwice.includes(kind) ? 'waiting' : 'accepted');
  });
});

describe('a confirmation', () => {
  test.each([0, 59_999, 60_000])('%i ms later counts, once', (ms) => {
    const { facts, state } = fresh().when(aRequest(), confirmAt(HEARD + ms), confirmAt(HEARD + ms));
    expect(facts.map(({ type }) => type)).toEqual(['OverrideRequested', 'OverrideConfirmed']);
    expect(facts[1]?.data).toMatchObject({ kind: 'clear-halt', reason: 'looked at it', confirmedAt: HEARD + ms });
    expect(state.status).toBe('accepted');
  });

  test('F-X3 that comes too late expires the request for good', () => {
    const { facts, state } = fresh().when(aRequest(), confirmAt(HEARD + 60_001), confirmAt(HEARD + 1), completed);
    expect(facts.map(({ type }) => type)).toEqual(['OverrideRequested', 'OverrideExpired']);
    expect(state.status).toBe('expired');
  });

  test('of an operator does not confirm what is an administrator’s: it waits on', () => {
    const asOperator = confirmAt(HEARD + SECOND, 'operator');
    fresh().when(aRequest(), asOperator).thenTypes('OverrideRequested');
    const { facts } = fresh().when(aRequest(), asOperator, confirmAt(HEARD + 2 * SECOND));
    expect(facts.slice(1)).toMatchObject([{ type: 'OverrideConfirmed', data: { actor: 'administrator' } }]);
  });

  test('of what waits for none changes nothing', () => {
    fresh().when(aHalt(), confirmAt(HEARD)).thenTypes('OverrideRequested');
  });
});

describe('time', () => {
  test('expires what nobody confirmed, and not before', () => {
    fresh()
      .when(aRequest(), expireAt(HEARD + 60_000), expireAt(HEARD + 60_001))
      .thenTypes('OverrideRequested', 'OverrideExpired');
  });

  test('expires nothing that was confirmed', () => {
    fresh()
      .when(aRequest(), confirmAt(HEARD), expireAt(HEARD + 3_600_000))
      .thenTypes('OverrideRequested', 'OverrideConfirmed');
  });
});

describe('an outcome', () => {
  test('is the first one: what was done is not refused after it, and the other way round', () => {
    fresh().when(aHalt(), completed, refused).thenTypes('OverrideRequested', 'OverrideExecuted');
    fresh().when(aHalt(), refused, completed).thenTypes('OverrideRequested', 'OverrideRefused');
  });

  test('does not come before the second word', () => {
    fresh().when(aRequest(), completed, refused).thenTypes('OverrideRequested');
  });

  test('of nothing that was asked for is a bug', () => {
    expect(() => overrideDecider.decide(completed, { status: 'none' })).toThrow(/nobody requested/);
  });
});

describe('a key that is used again', () => {
  const { state } = fresh().when(
    aRequest({ kind: 'withdraw', order: { book: 'trading', currency: 'USDT', amount: '5' } }),
  );
  const asked = { overrideId: 'o1', kind: 'withdraw', reason: 'looked at it', actor: 'administrator' } as const;
  const same = (order: object, reason: string = asked.reason): boolean =>
    state.status !== 'none' && saysTheSame(state, { ...asked, reason, order: order as never });

  test('for the same is a retry, in whatever order its fields come', () => {
    expect(same({ amount: '5', currency: 'USDT', book: 'trading' })).toBe(true);
  });

  test.each([
    [{ book: 'trading', currency: 'USDT', amount: '50' }, asked.reason],
    [{ book: 'trading', currency: 'USDT' }, asked.reason],
    [{ book: 'trading', currency: 'USDT', amount: '5' }, 'another reason'],
  ])('F-X2 for something else is not: %j, %s', (order, reason) => {
    expect(same(order, reason)).toBe(false);
  });
});
