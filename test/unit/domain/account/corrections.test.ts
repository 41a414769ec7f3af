import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import { valueAccount } from '../../../../src/domain/account/equity/valuation.js';
import { whyNotCorrect } from '../../../../src/domain/account/equity/correction-evidence.js';
import type { Currency } from '../../../../src/domain/market/instrument.js';
import type { Quotes } from '../../../../src/domain/market/quote.js';
import {
  all,
  btc,
  btcBought,
  btcEntry,
  close,
  closeOf,
  decideAll,
  filled,
  NOON,
  one,
  openAccount,
  positionIn,
  priced,
  xrpSold,
} from '../../../support/account.js';
import { auditOf } from '../../../support/audited-account.js';
import { given } from '../../../support/given.js';

type Correct = Extract<AccountCommand, { type: 'CorrectBalance' }>;

const SEEN = NOON + 60_000;
const AGAIN = SEEN + 60_000;

const correct = (currency: Currency, ours: string, venue: string, more: Partial<Correct> = {}): Correct => ({
  type: 'CorrectBalance',
  at: AGAIN,
  currency,
  evidence: [
    { at: SEEN, ours, venue },
    { at: AGAIN, ours, venue },
  ],
  ...more,
});
const margin = (instrumentId: 'XRP/USDT', ours: string, venue: string, quotes: Quotes = {}): Correct =>
  correct('XRP', ours, venue, { position: { instrumentId, ours, venue }, quotes });

/** 0.02 BTC held at a cost of 1 200, fee 4.8; 3 795.2 USDT in the trading book. */
const long = decideAll([...openAccount(), btcBought()]);
/** 1 200 XRP short at 0.5: fees 2.55. */
const short = decideAll([...openAccount(), xrpSold()]);

describe('F-P7 a position that was closed by hand at the venue', () => {
  test('is closed in the books at what it cost: no profit, no loss but the fees, its stop cancelled', () => {
    const before = positionIn(long.state, 'BTC/USDT');
    const { facts, state } = given(accountDecider, long.facts).when(correct('BTC', '0.02', '0'));
    expect(one(facts, 'PositionClosed')).toMatchObject({
      closer: 'correction',
      exitPrice: '60000',
      grossUsdt: '0',
      feesUsdt: '4.8',
      netUsdt: '-4.8',
      stopOrderId: before.stopOrderId,
    });
    expect(state.positions).toEqual({});
    expect(state.lots).toEqual([]);
    expect(state.balances.trading).toEqual({ BTC: '0', USDT: '3795.2' });
    // Nobody knows whether it was a loss: neither a streak nor a cooldown comes of it, and nothing is set aside.
    expect(state.streak.losses).toBe(0);
    expect(facts.map(({ type }) => type)).toEqual(['BalanceCorrected', 'LotDisposed', 'PositionClosed']);
  });

  test('keeps the loss that the market shows', () => {
    const { facts, state } = given(accountDecider, long.facts).when(
      correct('BTC', '0.02', '0', { quotes: btc('58000', AGAIN) }),
    );
    expect(one(facts, 'PositionClosed')).toMatchObject({ exitPrice: '58000', grossUsdt: '-40', netUsdt: '-44.8' });
    expect(state.realised).toEqual({ gross: '-40', fees: '4.8' });
    // The lot cost 1 204.8 with its fee.
    expect(one(facts, 'LotDisposed')).toMatchObject({ proceedsUsdt: '1160', gainUsdt: '-44.8' });
  });

  test('invents no profit from a price above its cost, nor from an old one below', () => {
    const gross = (quotes: Quotes) =>
      one(given(accountDecider, long.facts).when(correct('BTC', '0.02', '0', { quotes })).facts, 'PositionClosed')
        .grossUsdt;
    expect(gross(btc('70000', AGAIN))).toBe('0');
    expect(gross(btc('50000', AGAIN - 60_001))).toBe('0');
  });

  test('in part is made smaller, and its stop with it', () => {
    const { facts, state } = given(accountDecider, long.facts).when(
      correct('BTC', '0.02', '0.005', { quotes: btc('58000', AGAIN) }),
    );
    expect(one(facts, 'PositionChanged')).toMatchObject({ quantity: '0.005', cost: '300', grossUsdt: '-30' });
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'amend', quantity: '0.005', stop: '59000' });
    expect(state.lots).toMatchObject([{ quantity: '0.005', costUsdt: '301.2' }]);
  });

  test('on margin moves no balance and is closed at the worse of cost and market', () => {
    const at = (price: string) => priced('XRP/USDT', price, AGAIN);
    const { facts, state } = given(accountDecider, short.facts).when(margin('XRP/USDT', '-1200', '0', at('0.52')));
    expect(one(facts, 'BalanceCorrected')).toMatchObject({ amount: '0', changes: [], instrumentId: 'XRP/USDT' });
    // 1 200 x (0.5 - 0.52).
    expect(one(facts, 'PositionClosed')).toMatchObject({ closer: 'correction', grossUsdt: '-24', feesUsdt: '2.55' });
    expect(state.balances).toEqual(short.state.balances);
    expect(state.positions).toEqual({});
    const gain = given(accountDecider, short.facts).when(margin('XRP/USDT', '-1200', '0', at('0.4')));
    expect(one(gain.facts, 'PositionClosed').grossUsdt).toBe('0');
  });

  test('on margin in part is made smaller', () => {
    const { facts } = given(accountDecider, short.facts).when(margin('XRP/USDT', '-1200', '-300'));
    expect(one(facts, 'PositionChanged')).toMatchObject({ quantity: '300', cost: '150', grossUsdt: '0' });
  });

  test('ends the exit that could never have sold it, once no order of it is under way', () => {
    const leaving = decideAll([...openAccount(), btcBought(), close(SEEN - 1_000)]);
    // The first rung waits for the stop: nothing of ours is working but that.
    const { facts } = given(accountDecider, leaving.facts).when(correct('BTC', '0.02', '0'));
    expect(facts.map(({ type }) => type)).toEqual(['BalanceCorrected', 'LotDisposed', 'PositionClosed', 'ExitEnded']);
  });
});

test.each<readonly [string, readonly AccountCommand[]]>([
  [
    'a cash phantom, and then the money that it brought',
    [
      ...openAccount(),
      btcBought(),
      correct('BTC', '0.02', '0', { quotes: btc('58000', AGAIN) }),
      correct('USDT', '8795.2', '9953.1'),
    ],
  ],
  ['a part of one', [...openAccount(), btcBought(), correct('BTC', '0.02', '0.005', { quotes: btc('58000', AGAIN) })]],
  [
    'a margin phantom at a loss, and then the money that it took',
    [
      ...openAccount(),
      xrpSold(),
      margin('XRP/USDT', '-1200', '0', priced('XRP/USDT', '0.52', AGAIN)),
      correct('USDT', '9997.45', '9970.1'),
    ],
  ],
  [
    'units too many, of which a part is missing again',
    [...openAccount(), btcBought(), correct('BTC', '0.02', '0.03'), correct('BTC', '0.03', '0.015')],
  ],
])('F-P7 the audit holds with %s', (_what, commands) => {
  const { broken, sentences } = auditOf(commands);
  expect({ broken: broken.filter((id) => id === 3 || id === 6), sentences }).toMatchObject({ broken: [] });
});

describe('a correction', () => {
  test('of missing money takes it from the trading book first, then from the allocation, never from what is kept', () => {
    const { state } = given(accountDecider, long.facts).when(correct('USDT', '8795.2', '4000'));
    expect(state.balances).toEqual({ trading: { BTC: '0.02', USDT: '0' }, allocation: { USDT: '4000' }, hodl: {} });
    const kept = decideAll([
      ...openAccount(),
      {
        type: 'TransferFunds',
        at: NOON,
        transferId: 't',
        from: 'trading',
        to: 'hodl',
        currency: 'USDT',
        amount: '4000',
        reason: 'x',
      },
    ]);
    expect(accountDecider.decide(correct('USDT', '10000', '3999'), kept.state)).toEqual([]);
    expect(whyNotCorrect(kept.state, correct('USDT', '10000', '3999'))).toMatch(/6001 USDT are missing/);
  });

  test('of units too many makes a lot that cost nothing: no result, and every gain of it is taxed', () => {
    const { facts, state } = given(accountDecider, long.facts).when(correct('BTC', '0.02', '0.03'));
    expect(one(facts, 'LotAcquired')).toMatchObject({ quantity: '0.01', costUsdt: '0', book: 'trading' });
    expect(state.realised).toEqual(long.state.realised);
    expect(positionIn(state, 'BTC/USDT').quantity).toBe('0.02');
  });

  test('of units too many without a price makes equity missing, however little the other lots cost', () => {
    const crumb = decideAll([...openAccount(), correct('XRP', '0', '500')]);
    expect(valueAccount(crumb.state, {}, NOON).unpriced).toEqual(['trading 500 XRP']);
    expect(valueAccount(crumb.state, { 'XRP/USDT': '0.5' }, NOON).equity).toBe('10250');
  });

  test('takes missing units from those that no position holds, and then from the position', () => {
    const surplus = given(accountDecider, long.facts).when(correct('BTC', '0.02', '0.03'));
    const { facts, state } = given(accountDecider, [...long.facts, ...surplus.facts]).when(
      correct('BTC', '0.03', '0.015', { at: AGAIN }),
    );
    expect(one(facts, 'PositionChanged')).toMatchObject({ quantity: '0.015', cost: '900' });
    expect(state.lots.map(({ quantity }) => quantity)).toEqual(['0.005', '0.01']);
  });

  test('of a free unit disposes of it at cost: nobody knows what it brought', () => {
    const surplus = given(accountDecider, long.facts).when(correct('BTC', '0.02', '0.03')).facts;
    const { facts } = given(accountDecider, [...long.facts, ...surplus]).when(correct('BTC', '0.03', '0.02'));
    expect(all(facts, 'LotDisposed').map(({ gainUsdt }) => gainUsdt)).toEqual(['0']);
    expect(all(facts, 'PositionChanged')).toEqual([]);
  });
});

describe('evidence that is none', () => {
  const twice = correct('BTC', '0.02', '0');
  const working = decideAll([
    ...openAccount(),
    btcBought(),
    close(SEEN - 5_000),
    {
      type: 'ReleaseReservation',
      at: SEEN - 4_000,
      clientOrderId: positionIn(long.state, 'BTC/USDT').stopOrderId ?? '',
      reason: 'canceled',
    },
  ]);

  test.each<readonly [string, Correct, readonly AccountFact[], RegExp]>([
    ['one look', { ...twice, evidence: twice.evidence.slice(0, 1) }, long.facts, /two looks/],
    [
      'two looks less than 60 s apart',
      { ...twice, evidence: [{ at: SEEN + 1, ours: '0.02', venue: '0' }, ...twice.evidence.slice(1)] },
      long.facts,
      /60 s apart/,
    ],
    [
      'looks that differ',
      { ...twice, evidence: [{ at: SEEN, ours: '0.02', venue: '0.01' }, ...twice.evidence.slice(1)] },
      long.facts,
      /looks differ/,
    ],
    ['looks of long ago', { ...twice, at: AGAIN + 60_001 }, long.facts, /too old/],
    ['another balance than the books have now', correct('BTC', '0.03', '0'), long.facts, /the books hold 0.02 BTC/],
    ['an order under way in the currency', twice, working.facts, /is under way/],
    ['two equal sides', correct('BTC', '0.02', '0.02'), long.facts, /hold the same/],
    ['no number', correct('BTC', '0.02', 'NaN'), long.facts, /looks differ|the same/],
    ['a margin position larger at the venue', margin('XRP/USDT', '-1200', '-1300'), short.facts, /nothing of ours/],
    ['a margin position the other way', margin('XRP/USDT', '-1200', '5'), short.facts, /nothing of ours/],
    ['a margin position that we do not have so', margin('XRP/USDT', '-1100', '0'), short.facts, /on margin, not/],
  ])('%s changes nothing', (_what, command, facts, why) => {
    given(accountDecider, facts).when(command).thenNothing();
    expect(whyNotCorrect(given(accountDecider, facts).state(), command)).toMatch(why);
  });

  test('a fill that arrives after all is booked', () => {
    const { facts, state } = given(accountDecider, long.facts).when(correct('BTC', '0.02', '0'));
    const stop = closeOf(positionIn(long.state, 'BTC/USDT'), 'late');
    const late = filled({ order: stop, qty: '0.02', px: '59000', fee: '4.72', at: AGAIN + 1 });
    expect(state.positions).toEqual({});
    expect(given(accountDecider, [...long.facts, ...facts]).when(late).facts[0]?.type).toBe('FillBooked');
    expect(btcEntry().quantity).toBe('0.02');
  });
});
