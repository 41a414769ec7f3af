import type { Process } from '../../../../src/application/processes/process.js';
import { placeApprovedIntent } from '../../../../src/application/processes/place-approved-intent.process.js';
import { assessIntent } from '../../../../src/domain/account/risk/assess-intent.js';
import type { OrderCommand } from '../../../../src/domain/orders/order.commands.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { account, assess, btcLong, NOON, policy, xrpBtcLong, xrpShort } from '../../../support/risk.js';

const metadata = { correlationId: 'cycle-1' };
const handlers: Process['on'] = placeApprovedIntent.on;
const placed = (fact: object): readonly OrderCommand[] => {
  const recorded = { ...fact, metadata } as RecordedFact;
  const commands = handlers[recorded.type]?.(recorded, { at: NOON, accountId: 'main', quotes: {} }) ?? [];
  return commands.flatMap((command) => (command.to === 'order' ? [command.command] : []));
};

const cut = policy({ maxOrderPct: '0.05' });
test.each([
  ['an approved long', assessIntent(assess(btcLong()), account())],
  ['an approved short', assessIntent(assess(xrpShort()), account())],
  ['one on XRP/BTC', assessIntent(assess(xrpBtcLong()), account())],
  ['a resized one', assessIntent(assess(btcLong()), account({ policy: cut }))],
])('F-O23 %s becomes one limit order at the approved limit, and never a market order', (_what, verdict) => {
  if (verdict.type === 'IntentDenied') throw new Error(verdict.data.code);
  const { order } = verdict.data;
  expect(placed(verdict)).toMatchObject([
    {
      type: 'InitializeOrder',
      details: {
        type: 'limit',
        price: order.limit,
        quantity: order.quantity,
        timeInForce: 'GTD',
        expiresAt: order.expiresAt,
        approvalExpiresAt: order.approvalExpiresAt,
      },
    },
  ]);
});

test('a denial becomes none', () => {
  expect(placed(assessIntent(assess(btcLong({ stopPct: '' })), account()))).toEqual([]);
});
