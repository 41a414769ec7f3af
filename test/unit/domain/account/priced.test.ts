import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { Quote, Quotes } from '../../../../src/domain/market/quote.js';
import { assess, btcLong } from '../../../support/risk.js';
import {
  btc,
  btcBought,
  close,
  decideAll,
  ended,
  NOON,
  one,
  openAccount,
  positionIn,
} from '../../../support/account.js';

const at = NOON + 60_000;
/** One bad tick: the venue shows an ask and nobody who buys. */
const emptyBid = (when: number): Quotes => ({ 'BTC/USDT': { ...btc('60000', when)['BTC/USDT'], bid: '0' } as Quote });
const held = [...openAccount(), btcBought()];
const stopId = positionIn(decideAll(held).state, 'BTC/USDT').stopOrderId ?? '';

test('F-P6 a way out that is shown no price has no limit of zero: the rung is a market order', () => {
  const { facts } = decideAll([...held, close(at, emptyBid(at)), ended(stopId, at + 200)]);
  expect(one(facts, 'ExitTriggered')).not.toHaveProperty('quote');
  expect(one(facts, 'ExitStepped')).not.toHaveProperty('limit');
  expect(one(facts, 'ExitStepped')).not.toHaveProperty('quote');
});

test('an assessment is answered with what it was shown', () => {
  const { state } = decideAll(openAccount());
  const quotes = emptyBid(NOON);
  const [denied] = accountDecider.decide(assess(btcLong(), { quotes }), state);
  expect(denied).toMatchObject({ type: 'IntentDenied', data: { code: 'PRICE_MISSING', quotes } });
});
