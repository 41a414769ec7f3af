import { closePosition } from '../../../../src/application/processes/close-position.process.js';
import type { Process } from '../../../../src/application/processes/process.js';
import { protectPosition } from '../../../../src/application/processes/protect-position.process.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { after, btc, btcBought, close, ended, NOON, one, openAccount, xrpSold } from '../../../support/account.js';

const handlers: Process['on'] = { ...closePosition.on, ...protectPosition.on };
/** The orders that the facts become. */
const ordersOf = (facts: readonly object[]) =>
  facts.flatMap((fact) => {
    const recorded = { ...fact, metadata: { correlationId: 'cycle-1' } } as RecordedFact;
    const commands = handlers[recorded.type]?.(recorded, { at: NOON, accountId: 'paper', quotes: {} }) ?? [];
    return commands.flatMap(({ command }) => (command.type === 'InitializeOrder' ? [command.details] : []));
  });

const bought = after(...openAccount(), btcBought());
const { stopOrderId } = one(bought, 'ProtectionChanged');
const leavesLong = [close(NOON + 1, btc('60000', NOON)), ended(stopOrderId, NOON + 2)];

test.each([
  ['long in cash', 'sell', 1, after(...openAccount(), btcBought(), ...leavesLong)],
  ['short on margin', 'buy', 2, after(...openAccount(), xrpSold(), close(NOON + 1, {}, 'XRP/USDT'))],
] as const)('F-O13 stop and close of a %s are orders to %s that may only reduce', (_, side, leverage, facts) => {
  const reduces = { side, leverage, reduceOnly: true };
  expect(ordersOf(facts)).toMatchObject([
    { purpose: 'stop', ...reduces },
    { purpose: 'close', ...reduces },
  ]);
});
