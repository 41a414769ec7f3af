import { LogInvariants } from '../../../../src/application/replay/invariants.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountState } from '../../../../src/domain/account/account.state.js';
import type { Fact, RecordedFact } from '../../../../src/domain/shared/fact.js';
import {
  btc,
  btcBought,
  btcEntry,
  close,
  closeOf,
  ended,
  filled,
  folded,
  NOON,
  observe,
  openAccount,
  positionIn,
  priced,
  stopOf,
  xrpShortEntry,
  xrpSold,
} from '../../../support/account.js';

const at = NOON + 60_000;

/** Commands that may depend on what the earlier ones led to; the venue reports each fill before it is booked. */
type Step = AccountCommand | ((state: AccountState) => AccountCommand);

const audit = (steps: readonly Step[], alter: (fact: Fact) => Fact = (fact) => fact) => {
  const invariants = new LogInvariants();
  let state = accountDecider.initialState;
  let position = 0;
  const feed = (fact: Fact, command: AccountCommand, stream: string, n: number): void => {
    position += 1;
    const metadata = { at: command.at, commandId: `c${n}`, eventId: `e${position}` };
    invariants.feed({
      ...fact,
      stream,
      version: position,
      position: String(position),
      metadata,
    } as unknown as RecordedFact);
  };
  for (const [n, step] of steps.entries()) {
    const command = typeof step === 'function' ? step(state) : step;
    if (command.type === 'BookFill') {
      const { clientOrderId } = command.fill.order;
      feed({ type: 'OrderFilled', data: command.fill }, command, `order-${clientOrderId}`, n);
    }
    const facts = accountDecider.decide(command, state);
    for (const fact of facts) feed(alter(fact), command, 'account-paper', n);
    state = folded(state, facts);
  }
  return invariants.finish().filter(({ id }) => id === 3 || id === 6);
};
const kept = (steps: readonly Step[]) =>
  audit(steps).map(({ id, violations, first }) => [id, violations, first?.sentence]);

const rungOf = (state: AccountState): string =>
  Object.values(state.reservations).find(({ kind }) => kind === 'close')?.clientOrderId ?? 'none';
const btcStop = (state: AccountState): string => positionIn(state, 'BTC/USDT').stopOrderId ?? 'none';
const fillRung =
  (id: 'BTC/USDT' | 'XRP/USDT', qty: string, leaves: string) =>
  (state: AccountState): AccountCommand =>
    filled({ order: closeOf(positionIn(state, id), rungOf(state)), ...{ qty, leaves, px: '0.51', fee: '0.1', at } });

const dustOnCash: readonly Step[] = [
  ...openAccount(),
  btcBought(),
  close(at, btc('60000', at)),
  (state) => ended(btcStop(state), at),
  fillRung('BTC/USDT', '0.01997', '0.00003'),
  (state) => ended(rungOf(state), at + 1),
];
const nextEntry = filled({
  order: btcEntry({ clientOrderId: 'entry-2', intentId: 'intent-2' }),
  ...{ qty: '0.01', px: '61000', fee: '2.44', at: at + 2 },
});
const dustOnMargin: readonly Step[] = [
  ...openAccount(),
  xrpSold(),
  close(at, priced('XRP/USDT', '0.5', at), 'XRP/USDT'),
  fillRung('XRP/USDT', '1195', '5'),
  (state) => ended(rungOf(state), at + 1),
  observe(priced('XRP/USDT', '0.5', NOON + 4 * 3_600_000), NOON + 4 * 3_600_000),
];
const xrp = (side: 'buy' | 'sell') =>
  filled({
    order: xrpShortEntry({ clientOrderId: 'entry-2', side }),
    ...{ qty: '100', px: '0.52', fee: '0.2', at: NOON + 5 * 3_600_000 },
  });
const stray = (order: Parameters<typeof btcEntry>[0]) =>
  filled({
    order: btcEntry({ clientOrderId: 'older', intentId: 'older', quantity: '0.01', ...order }),
    ...{ qty: '0.01', px: '60010', fee: '2.4', at, quotes: btc('60000', at) },
  });

describe('no digit of money is lost, and lots are the holdings', () => {
  test.each<[string, readonly Step[]]>([
    ['F-P13 when dust of coins is set aside', dustOnCash],
    [
      'F-P13 when the next position takes it over and sells it',
      [
        ...dustOnCash,
        nextEntry,
        (state) =>
          filled({ order: stopOf(positionIn(state, 'BTC/USDT')), qty: '0.01003', px: '59000', fee: '2', at: at + 3 }),
      ],
    ],
    ['F-P13 when dust on margin is set aside and charged', dustOnMargin],
    ['F-P13 when a short takes it over', [...dustOnMargin, xrp('sell')]],
    ['F-P13 when a long is netted with it', [...dustOnMargin, xrp('buy')]],
    ['F-O5 when a stray is booked apart', [...openAccount(), btcBought(), stray({ leverage: 2 })]],
    ['F-O5 when a stray short is booked apart', [...openAccount(), btcBought(), stray({ leverage: 2, side: 'sell' })]],
    ['F-O5 when a stray is joined', [...openAccount(), btcBought(), stray({})]],
  ])('%s', (_, steps) => {
    expect(kept(steps)).toEqual([
      [3, 0, undefined],
      [6, 0, undefined],
    ]);
  });

  test('F-P13 and the audit sees dust that is forgotten or invented', () => {
    for (const quantity of ['0', '0.00004']) {
      const altered = audit(dustOnCash, (fact) =>
        fact.type === 'PositionClosed'
          ? { ...fact, data: { ...(fact.data as object), dust: { quantity, cost: '1.8' } } }
          : fact,
      );
      expect(altered[0]).toMatchObject({ id: 3, violations: 1 });
    }
  });
});
