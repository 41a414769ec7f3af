import { foldDeadlines, nextDeadline, type OpenDeadlines } from '../../../../src/application/scheduling/deadlines.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import type { Fact, RecordedFact } from '../../../../src/domain/shared/fact.js';
import { after, btc, btcBought, close, NOON, one, openAccount, xrpSold } from '../../../support/account.js';
import {
  absent,
  cancel,
  DEADLINE,
  history,
  initialize,
  notSent,
  report,
  says,
  submit,
  SUBMITTED_AT,
  uncertain,
} from '../../../support/orders.js';

const recorded = ({ type, data }: Fact, index: number): RecordedFact => ({
  stream: 'order-order-1',
  version: index,
  position: `${index}`,
  type,
  data,
  metadata: {
    eventId: `e${index}`,
    commandId: 'c',
    correlationId: 'cycle',
    causationId: 'c',
    actor: 'test',
    at: SUBMITTED_AT,
    schema: 1,
  },
});
const openAfter = (facts: readonly Fact[]): OpenDeadlines => facts.map(recorded).reduce(foldDeadlines, {});
const kindsAfter = (facts: readonly Fact[]) => Object.values(openAfter(facts)).map(({ kind }) => kind);

describe('the clock of a submission', () => {
  const submitted = history(initialize(), submit());

  test('F-O16 no answer 10 s after it is asked about', () => {
    expect(nextDeadline(openAfter(submitted))?.deadline).toMatchObject({
      kind: 'no-answer',
      clientOrderId: 'order-1',
      attempt: 1,
      dueAt: SUBMITTED_AT + 10_000,
      fact: { eventId: 'e1', correlationId: 'cycle' },
    });
  });

  test.each([
    ['accepted', says.accepted()],
    ['rejected', says.rejected()],
    ['filled', says.fill('t1', '1')],
    ['canceled', says.canceled()],
    ['expired', says.expired()],
  ])('stops when the venue says %s', (_, said) => {
    expect(kindsAfter(history(initialize(), submit(), report(said)))).toEqual([]);
  });

  test('F-O1 F-O16 uncertain, it is asked about 30 s past the venue deadline, and again 5 s after the first absence', () => {
    const unsure = history(initialize(), submit(), uncertain);
    expect(Object.values(openAfter(unsure))).toMatchObject([{ kind: 'ask-venue', dueAt: DEADLINE + 30_000 }]);
    const once = history(initialize(), submit(), uncertain, absent(DEADLINE + 30_000));
    expect(Object.values(openAfter(once))).toMatchObject([{ kind: 'ask-venue', dueAt: DEADLINE + 35_000 }]);
    const twice = history(initialize(), submit(), uncertain, absent(DEADLINE + 30_000), absent(DEADLINE + 35_000));
    expect(kindsAfter(twice)).toEqual([]);
  });

  test('surely not sent it goes again as the next attempt, and after the third no more', () => {
    expect(Object.values(openAfter(history(initialize(), submit(), notSent())))).toMatchObject([
      { kind: 'send-again', attempt: 2 },
    ]);
    const thrice = history(initialize(), submit(1), notSent(1), submit(2), notSent(2), submit(3), notSent(3));
    expect(kindsAfter(thrice)).toEqual([]);
  });

  test('F-O10 an unanswered cancel is asked for again', () => {
    const asked = history(initialize(), submit(), report(says.accepted()), cancel());
    expect(kindsAfter(asked)).toEqual(['request-again']);
    expect(kindsAfter([...asked, ...history(initialize(), submit(), report(says.canceled())).slice(2)])).toEqual([]);
  });
});

describe('the clock of a position', () => {
  const bought = after(...openAccount(), btcBought());
  const { stopOrderId } = one(bought, 'ProtectionChanged');

  test('F-O9 a stop that nobody confirmed in 30 s', () => {
    expect(Object.values(openAfter(bought))).toMatchObject([
      { kind: 'unprotected', dueAt: NOON + 30_000, n: 1, stopOrderId, instrumentId: 'BTC/USDT' },
    ]);
    const order = { ...(history(initialize())[0]?.data as object), clientOrderId: stopOrderId };
    const accepted = { type: 'OrderAccepted', data: { order, venueOrderId: 'V', venueAt: NOON } };
    expect(kindsAfter([...bought, accepted])).toEqual([]);
  });

  test('an exit has one clock, which each rung moves on and the end stops', () => {
    const leaving: readonly AccountFact[] = after(
      ...openAccount(),
      xrpSold(),
      close(NOON + 1, btc('60000', NOON), 'XRP/USDT'),
    );
    const exits = Object.values(openAfter(leaving)).filter(({ kind }) => kind === 'exit-step');
    expect(exits).toMatchObject([{ dueAt: NOON + 1 + 3_000, instrumentId: 'XRP/USDT' }]);
    const { exitId, positionId } = one(leaving, 'ExitTriggered');
    const endOfExit = {
      type: 'ExitEnded',
      data: { positionId, exitId, book: 'trading', instrumentId: 'XRP/USDT', outcome: 'closed' },
    };
    expect(kindsAfter([...leaving, endOfExit])).toEqual(['unprotected']);
  });
});

test('of several the first due comes first, equal ones by their key', () => {
  const deadline = (dueAt: number, clientOrderId: string) => ({
    kind: 'ask-venue' as const,
    dueAt,
    clientOrderId,
    fact: { eventId: 'e', correlationId: 'c' },
  });
  const open = { 'order b': deadline(5, 'b'), 'order a': deadline(5, 'a'), 'order c': deadline(4, 'c') };
  expect(nextDeadline(open)?.key).toBe('order c');
  const { 'order c': _, ...equal } = open;
  expect(nextDeadline(equal)?.key).toBe('order a');
  expect(nextDeadline({})).toBeUndefined();
});

describe('F-O9 between two market orders of an exit', () => {
  const of = { positionId: 'p', exitId: 'x', book: 'trading', instrumentId: 'BTC/USDT', stopOrderId: 's' };
  const stepped: Fact = { type: 'ExitStepped', data: { ...of, dueAt: 60_000 } };

  test.each([
    ['a recall gives the stop its time', 'StopRecalled', { dueAt: 63_000 }, 63_000],
    ['a lost stop brings the next order forward', 'ProtectionLost', { dueAt: 30_000 }, 30_000],
  ])('%s', (_, type, more, dueAt) => {
    expect(Object.values(openAfter([stepped, { type, data: { ...of, ...more } }]))).toMatchObject([
      { kind: 'exit-step', exitId: 'x', dueAt },
    ]);
  });

  test('a stop that was lost otherwise starts no clock', () => {
    const { exitId: _none, ...bare } = of;
    expect(kindsAfter([{ type: 'ProtectionLost', data: { ...bare, reason: 'rejected' } }])).toEqual([]);
  });
});
