import { readFileSync } from 'node:fs';
import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import { INSTRUMENTS, type InstrumentId } from '../../../src/domain/market/instrument.js';
import type { Book, OrderDetails, Side } from '../../../src/domain/orders/order-terms.js';
import { filled, NOON } from '../account.js';
import { anEntry } from '../orders.js';
import { readSheet, type Sheet } from './sheet.js';

const FOLDER = 'test/fixtures/ledger';
const HOUR = 3_600_000;

/** One line of the ledger: what happened; its numbers are the cells that begin with its name. */
export interface LedgerEvent {
  readonly event: string;
  readonly kind: 'fill' | 'deposit' | 'transfer' | 'withdraw' | 'withdraw-hodl';
  readonly at: number;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly leverage: number;
  readonly order: string;
  readonly book: Book;
  readonly to: Book;
  readonly liquidity: 'maker' | 'taker';
}

export const readEvents = (): readonly LedgerEvent[] => {
  const [, ...lines] = readFileSync(`${FOLDER}/ledger-40.events.csv`, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [event, kind, hour, instrumentId, side, leverage, order, book, to, liquidity] = line.split(',');
    const at = NOON + Math.round(Number(hour) * HOUR);
    return {
      event,
      kind,
      at,
      instrumentId,
      side,
      leverage: Number(leverage),
      order,
      book,
      to,
      liquidity,
    } as LedgerEvent;
  });
};

export const readLedger = (): Sheet => readSheet(`${FOLDER}/ledger-40.csv`);

const orderOf = ({ order, book, instrumentId, side, leverage }: LedgerEvent): OrderDetails => {
  const kept = book === 'hodl' && ({ purpose: 'hodl', permission: { type: 'HodlOrdered', key: order } } as const);
  const closes = order.startsWith('c') && ({ purpose: 'close', reduceOnly: true } as const);
  const levels = side === 'buy' ? { stop: '0.000001', target: '999999' } : { stop: '999999', target: '0.000001' };
  const { levels: _levels, ...bare } = anEntry({ clientOrderId: order, intentId: order, instrumentId, side, leverage });
  return { ...bare, book, ...kept, ...closes, ...(kept || closes ? {} : { levels }) };
};

/** The commands of the ledger in its order; numbers come from the cells. */
export const commandsOf = (events: readonly LedgerEvent[], sheet: Sheet): readonly AccountCommand[] => {
  const fills = new Map<string, number>();
  const number = (event: string, field: string): string => {
    const cell = sheet.get(`${event}.${field}`);
    if (!cell) throw new Error(`no cell ${event}.${field}`);
    return cell.value;
  };
  return events.map((line): AccountCommand => {
    const { event, kind, at, book, to } = line;
    const [id, reason] = [event, 'the ledger says so'];
    const currency = 'USDT' as const;
    if (kind === 'deposit') return { type: 'DepositFunds', at, depositId: id, amount: number(event, 'amount') };
    if (kind === 'transfer')
      return {
        type: 'TransferFunds',
        at,
        transferId: id,
        from: book,
        to,
        currency,
        amount: number(event, 'amount'),
        reason,
      };
    if (kind === 'withdraw')
      return { type: 'WithdrawFunds', at, withdrawalId: id, book, currency, amount: number(event, 'amount'), reason };
    if (kind === 'withdraw-hodl')
      return { type: 'WithdrawHodl', at, withdrawalId: id, currency: 'BTC', quantity: number(event, 'amount'), reason };
    const fillNo = fills.get(line.order) ?? 0;
    fills.set(line.order, fillNo + 1);
    const command = filled({
      order: orderOf(line),
      qty: number(event, 'quantity'),
      px: number(event, 'price'),
      fee: number(event, 'fee'),
      rate: number(event, 'rate'),
      currency: INSTRUMENTS[line.instrumentId].quote,
      at,
      fillNo,
      tradeId: event,
      leaves: '1',
    });
    return { ...command, fill: { ...command.fill, liquiditySide: line.liquidity } };
  });
};
