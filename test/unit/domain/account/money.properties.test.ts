import fc from 'fast-check';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountState } from '../../../../src/domain/account/account.state.js';
import { heldInBooks } from '../../../../src/domain/account/equity/correction-evidence.js';
import { add, dec, text } from '../../../../src/domain/shared/decimal.js';
import { btc, btcEntry, closeOf, filled, folded, NOON, openAccount, priced } from '../../../support/account.js';
import { auditOf } from '../../../support/audited-account.js';

const amount = fc.integer({ min: -5, max: 40_000 }).map((cents) => text(dec(cents).div(7).toDecimalPlaces(3)));
const book = fc.constantFrom('trading' as const, 'allocation' as const, 'hodl' as const);
const currency = fc.constantFrom('USDT' as const, 'BTC' as const);
const deed = fc.oneof(
  fc.record({ kind: fc.constantFrom('deposit' as const, 'keep' as const, 'trade' as const), amount, currency }),
  fc.record({ kind: fc.constant('transfer' as const), amount, from: book, to: book, currency }),
  fc.record({ kind: fc.constant('withdraw' as const), amount, from: book, currency }),
  fc.record({ kind: fc.constant('correct' as const), amount, currency, sign: fc.constantFrom(1, -1) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** BTC are drawn in ten-thousandths of what the same number of USDT is. */
const units = (of: Deed): string =>
  of.currency === 'BTC' ? text(dec(of.amount).div(100_000).toDecimalPlaces(8)) : of.amount;

const commandsFor = (of: Deed, n: number, at: number, state: AccountState): readonly AccountCommand[] => {
  const id = `deed-${n}`;
  const quotes = { ...btc('60000', at), ...priced('XRP/USDT', '0.5', at) };
  const said = { at, reason: 'drawn', requestId: id };
  switch (of.kind) {
    case 'deposit':
      return [{ type: 'DepositFunds', ...said, depositId: id, amount: of.amount }];
    case 'transfer':
      return [{ type: 'TransferFunds', ...said, ...of, amount: units(of), transferId: id, quotes }];
    case 'withdraw':
      return [{ type: 'WithdrawFunds', ...said, ...of, book: of.from, amount: units(of), withdrawalId: id, quotes }];
    case 'keep':
      return [{ type: 'WithdrawHodl', ...said, currency: of.currency, quantity: units(of), withdrawalId: id }];
    case 'correct': {
      const ours = heldInBooks(state, of.currency);
      const venue = add(ours, text(dec(units(of)).mul(of.sign)));
      const evidence = [at - 60_000, at].map((seen) => ({ at: seen, ours, venue }));
      return [{ type: 'CorrectBalance', at, currency: of.currency, evidence, quotes }];
    }
    case 'trade': {
      const position = state.positions['trading:BTC/USDT'];
      const fill = { px: '60000', fee: '1.001', at, tradeId: id, quotes };
      // A venue fills no order that the book cannot pay for.
      if (!position && dec(state.balances.trading.USDT ?? '0').lt(700)) return [];
      if (!position)
        return [filled({ ...fill, order: btcEntry({ clientOrderId: id, quantity: '0.01' }), qty: '0.01' })];
      return [filled({ ...fill, order: closeOf(position, id), qty: position.quantity, px: '66666.6' })];
    }
  }
};

test('F-P2 whatever an operator and a venue do to the money, none is lost, and a repeat does nothing', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 3, maxLength: 25 }), (deeds) => {
      const done: AccountCommand[] = [...openAccount()];
      let state = done.reduce<AccountState>(
        (before, command) => folded(before, accountDecider.decide(command, before)),
        accountDecider.initialState,
      );
      for (const [n, next] of deeds.entries()) {
        for (const command of commandsFor(next, n, NOON + (n + 1) * 120_000, state)) {
          state = folded(state, accountDecider.decide(command, state));
          expect(accountDecider.decide(command, state)).toEqual([]);
          done.push(command);
        }
        for (const each of Object.values(state.balances).flatMap((held) => Object.values(held))) {
          expect(dec(each).isNegative()).toBe(false);
        }
        const { BTC, XRP } = state.hodl.waiting;
        expect(dec(state.balances.hodl.USDT ?? '0').gte(dec(BTC).add(XRP))).toBe(true);
      }
      const { broken, sentences } = auditOf(done);
      expect({ broken: broken.filter((law) => law === 3 || law === 6), sentences }).toMatchObject({ broken: [] });
    }),
    { numRuns: 150 },
  );
});
