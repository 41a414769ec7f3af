import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../src/domain/account/account.commands.js';
import type { AccountFact } from '../../src/domain/account/account.events.js';
import type { AccountState } from '../../src/domain/account/account.state.js';
import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import { add } from '../../src/domain/shared/decimal.js';
import { all, decideAll, folded, NOON } from '../support/account.js';
import { auditOf } from '../support/audited-account.js';
import { commandsOf, readEvents, readLedger, type LedgerEvent } from '../support/ledger/ledger.js';
import { reckoned } from '../support/ledger/sheet.js';

const sheet = readLedger();
const events = readEvents();
const commands = commandsOf(events, sheet);
const open: AccountCommand = {
  type: 'OpenAccount',
  at: NOON,
  accountId: 'paper',
  mode: 'paper',
  policy: DEFAULT_POLICY,
};

/** What the program says after an event, under the names of the ledger's cells. */
const saidBy = ({ instrumentId, book }: LedgerEvent, facts: readonly AccountFact[], state: AccountState) => {
  const { trading, allocation, hodl } = state.balances;
  const position = state.positions[`${book}:${instrumentId}`];
  const [closed] = all(facts, 'PositionClosed');
  const gains = all(facts, 'LotDisposed').map(({ gainUsdt }) => gainUsdt);
  const [aside] = all(facts, 'ProfitSetAside');
  return {
    tradingUsdt: trading.USDT ?? '0',
    tradingBtc: trading.BTC ?? '0',
    tradingXrp: trading.XRP ?? '0',
    allocationUsdt: allocation.USDT ?? '0',
    hodlUsdt: hodl.USDT ?? '0',
    hodlBtc: hodl.BTC ?? '0',
    realisedGross: state.realised.gross,
    realisedFees: state.realised.fees,
    setAsideHigh: state.hodl.high,
    feeUsdt: all(facts, 'FillBooked')[0]?.feeUsdt,
    gross: all(facts, 'FillBooked')[0]?.grossUsdt,
    marginFee: all(facts, 'FeeCharged').find(({ kind }) => kind === 'margin-period')?.feeUsdt,
    openingFee: all(facts, 'FeeCharged').find(({ kind }) => kind === 'margin-opening')?.feeUsdt,
    closedGross: closed?.grossUsdt,
    closedFees: closed?.feesUsdt,
    closedNet: closed?.netUsdt,
    positionQuantity: position?.quantity,
    positionCost: position?.cost,
    positionGross: position?.grossUsdt,
    positionFees: position?.feesUsdt,
    lotCost: all(facts, 'LotAcquired')[0]?.costUsdt,
    gain: gains.length > 0 ? gains.reduce((sum, gain) => add(sum, gain), '0') : undefined,
    setAside: closed ? (aside?.amountUsdt ?? '0') : undefined,
  };
};

test('the ledger has 40 fills, in both fee currencies, with everything that money may do', () => {
  const fills = events.filter(({ kind }) => kind === 'fill');
  expect(fills).toHaveLength(40);
  expect(new Set(fills.map(({ instrumentId }) => instrumentId))).toEqual(new Set(['BTC/USDT', 'XRP/USDT', 'XRP/BTC']));
  expect(new Set(events.map(({ kind }) => kind)).size).toBe(5);
});

test('F-P2 every value of the ledger is what its formula gives', () => {
  const values = new Map([...sheet].map(([cell, { value }]) => [cell, value]));
  expect(reckoned(sheet)).toEqual(values);
});

describe('the account books the same fills to the last digit', () => {
  let state = decideAll([open]).state;
  const steps = events.map((line, index) => {
    const facts = accountDecider.decide(commands[index] as AccountCommand, state);
    state = folded(state, facts);
    return { line, said: saidBy(line, facts, state) };
  });

  test.each(steps.map((step) => [step.line.event, step] as const))('F-P3 F-P4 F-P8 %s', (event, { said }) => {
    const cells = Object.fromEntries(
      Object.entries(said).flatMap(([name, value]) => {
        const cell = sheet.get(`${event}.${name}`);
        return cell && value !== undefined ? [[name, value]] : [];
      }),
    );
    const expected = Object.fromEntries(
      Object.keys(said).flatMap((name) => {
        const cell = sheet.get(`${event}.${name}`);
        return cell ? [[name, cell.value]] : [];
      }),
    );
    expect(cells).toEqual(expected);
  });

  test('F-P2 the audit of the log agrees', () => {
    const { broken, sentences, checks } = auditOf([open, ...commands]);
    expect({ broken: broken.filter((id) => id === 3 || id === 6), sentences }).toMatchObject({ broken: [] });
    expect(checks[2]).toBeGreaterThan(500);
  });

  test('at the end nothing is open, no lot is left but what is kept, and all money is accounted for', () => {
    expect(state.positions).toEqual({});
    expect(state.lots.map(({ book, currency, quantity }) => `${book} ${quantity} ${currency}`)).toEqual([
      'hodl 0.0001 BTC',
    ]);
  });
});
