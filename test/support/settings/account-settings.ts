import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import type { AccountFact } from '../../../src/domain/account/account.events.js';
import type { Quote } from '../../../src/domain/market/quote.js';
import {
  btc,
  btcBought,
  btcEntry,
  btcTrade,
  closeOf,
  decideAll,
  filled,
  NOON,
  observe,
  openAccount,
  positionIn,
  priced,
  stopOf,
} from '../account.js';
import { assess, btcLong } from '../risk.js';
import type { SettingLook, SettingLooks } from './setting-look.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const at = NOON + MINUTE;

/** What the account says to the commands under these limits; its opening, which only repeats them, is left out. */
const story = (value: string, ...commands: readonly AccountCommand[]): SettingLook => ({
  value,
  look: ({ risk }) =>
    decideAll([...openAccount(risk), ...commands]).facts.filter(({ type }) => type !== 'AccountOpened'),
});
/** Only the facts of one type: what is asked is what the limit does, not what is told along with it. */
const only = (type: AccountFact['type'], of: SettingLook): SettingLook => ({
  ...of,
  look: (config) => (of.look(config) as readonly AccountFact[]).filter((fact) => fact.type === type),
});

const held = decideAll([...openAccount(), btcBought()]).state;
/** A trade of 0.02 BTC in at 60 000, out at a price, both fees as given. */
const trade = (n: number, px: string, when = NOON, qty = '0.02') => btcTrade({ n, px, at: when, qty, quoted: true });
const losses = (count: number): readonly AccountCommand[] =>
  Array.from({ length: count }, (_, n) => trade(n, '59990', NOON + n * HOUR)).flat();
const failed = (n: number): AccountCommand => ({
  type: 'CountExecutionError',
  at: NOON + n,
  clientOrderId: `order-${n}`,
  instrumentId: 'BTC/USDT',
  reason: 'EService:Unavailable',
});
const candle = (more: Partial<Quote['candle5m']>, price = '60000'): AccountCommand =>
  observe(
    btc(price, at, { candle5m: { closedAt: NOON, trueRange: '600', previousAtr: '100', movePct: '0.01', ...more } }),
    at,
  );
const stopped = filled({ order: stopOf(positionIn(held, 'BTC/USDT')), qty: '0.02', px: '59000', fee: '0', at: at + 1 });
const started = observe(btc('60000', NOON), NOON);
/** Five percent of the equity gone on an open position: 0.02 x 25 000 = 500. */
const badWeek = [started, btcBought(NOON, btc('60000', NOON)), observe(btc('34000', at), at)];
/** Held at +R and more (R = 1 000), with an ATR of 300: 2 x ATR = 600, 1.5 % of the mark about 925. */
const risen = (price: string, atr1h = '300'): readonly AccountCommand[] => [
  btcBought(),
  observe(btc(price, at, { atr1h }), at),
];
/** Two lots, the dearer one first, and a sale of as much as one of them. */
const twoLots = [
  ...['62000', '60000'].map((px, n) =>
    filled({ order: btcEntry({ clientOrderId: `lot-${n}` }), qty: '0.02', px, fee: '0', at: NOON + n }),
  ),
  filled({
    order: { ...closeOf(positionIn(held, 'BTC/USDT')), quantity: '0.04' },
    ...{ qty: '0.02', leaves: '0.02', px: '61000', fee: '0', at },
  }),
];
/** 0.05 x 2 000 = 100 of profit. */
const profit = [started, ...trade(1, '62000', NOON + HOUR, '0.05')];
const both = (when: number) => ({ ...btc('62000', when), ...priced('XRP/USDT', '0.5', when) });
/** 1 000 of profit: 100 set aside, a third of it for each coin. */
const richProfit = [started, ...trade(1, '80000', NOON + HOUR, '0.05')];
const purchase = [...richProfit, observe(both(NOON + 2 * HOUR), NOON + 2 * HOUR)];
/** Bought for 1.2 and never sold; then nobody knows its price. */
const crumb = [
  filled({ order: btcEntry(), qty: '0.00002', px: '60000', fee: '0', leaves: '0.01998' }),
  assess(btcLong({ instrumentId: 'XRP/USDT', entry: '0.5', stopPct: '0.03', targetPct: '0.09' }), {
    at,
    quotes: priced('XRP/USDT', '0.5', at),
  }),
];

/** Limits whose change other facts of the account show. */
export const ACCOUNT_SETTINGS: SettingLooks = {
  'risk.weeklyLossCut': only('ExitTriggered', story('0.25', ...badWeek)),
  'risk.lossesInARow': only('BreakerTripped', story('2', ...losses(2))),
  'risk.executionErrorsInARow': only('BreakerTripped', story('2', failed(1), failed(2))),
  'risk.fastMovePct': only('CooldownStarted', story('0.01', candle({ movePct: '0.02', trueRange: '100' }))),
  'risk.cooldownAfterEntryMs': only('CooldownStarted', story('400000', btcBought())),
  'risk.cooldownAfterLossMs': only('CooldownStarted', story('700000', ...losses(1))),
  'risk.cooldownAfterThreeLossesMs': only('CooldownStarted', story('1900000', ...losses(3))),
  'risk.cooldownAfterLossStreakMs': only('CooldownStarted', story('3700000', ...losses(5))),
  'risk.cooldownAfterErrorsMs': only('CooldownStarted', story('1000000', failed(1), failed(2), failed(3))),
  'risk.cooldownAfterSpikeStopMs': only('CooldownStarted', story('1000000', btcBought(), candle({}), stopped)),
  'risk.cooldownAfterFastMoveMs': only('CooldownStarted', story('700000', candle({ movePct: '0.04' }))),
  'risk.timeExitMs': only(
    'ExitTriggered',
    story('86400000', btcBought(), observe(btc('60000', NOON + 24 * HOUR), NOON + 24 * HOUR)),
  ),
  'risk.breakEvenR': only('ProtectionChanged', story('1.2', ...risen('61100'))),
  'risk.trailFromR': only('ProtectionChanged', story('1.8', ...risen('61600'))),
  'risk.trailMinPct': only('ProtectionChanged', story('0.012', ...risen('61600'))),
  'risk.trailAtr': only('ProtectionChanged', story('3', ...risen('61600', '470'))),
  'risk.trailStepPct': only('ProtectionChanged', story('0.1', ...risen('61600'))),
  'risk.protectionDueMs': only('ProtectionChanged', story('20000', btcBought())),
  'risk.dustUsdt': story('2', ...crumb),
  'risk.lotOrder': only('LotDisposed', story('lifo', ...twoLots)),
  'risk.setAsideShare': only('ProfitSetAside', story('0.2', ...profit)),
  'risk.setAsideMinUsdt': only('ProfitSetAside', story('101', ...profit)),
  'risk.setAsideMaxUsdt': only('ProfitSetAside', story('3', ...profit)),
  'risk.setAsideMaxDayUsdt': only('ProfitSetAside', story('2', ...profit)),
  'risk.hodlBtcShare': only('ProfitSetAside', story('0.1', ...profit)),
  'risk.hodlXrpShare': only('ProfitSetAside', story('0.1', ...profit)),
  'risk.hodlBtcMinUsdt': only('HodlOrdered', story('40', ...purchase)),
  'risk.hodlXrpMinUsdt': only('HodlOrdered', story('40', ...purchase)),
};
