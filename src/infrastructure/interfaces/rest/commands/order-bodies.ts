import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { TASK_NAMES, type TaskName } from '../../../../domain/coordinator/tasks.js';
import type { Currency, InstrumentId } from '../../../../domain/market/instrument.js';
import type { Book } from '../../../../domain/orders/order-terms.js';
import { ADecimal, AnId, AnOptionalDecimal, Chosen, ChosenInstrument, CommandBody } from './command-body.js';

const BOOKS: readonly Book[] = ['trading', 'allocation', 'hodl'];
const CURRENCIES: readonly Currency[] = ['USDT', 'BTC', 'XRP'];

export class ClosePositionBody extends CommandBody {
  @ChosenInstrument()
  readonly instrumentId!: InstrumentId;
}

export class OpenPositionBody extends CommandBody {
  @ChosenInstrument()
  readonly instrumentId!: InstrumentId;

  @Chosen(['long', 'short'], 'Which way.')
  readonly direction!: 'long' | 'short';

  @ADecimal('Price of the stop; nearer than the least distance it is widened to that.')
  readonly stop!: string;

  @ADecimal('Price of the target.')
  readonly target!: string;

  @AnOptionalDecimal('Limit; the touch without it.')
  readonly entry?: string;
}

export class ClaimOrderBody extends CommandBody {
  @AnId('Of the adopted order.')
  readonly foreignOrderId!: string;

  @ADecimal('Price of the stop of what it fills.')
  readonly stop!: string;

  @ADecimal('Price of the target of what it fills.')
  readonly target!: string;
}

export class CancelOrderBody extends CommandBody {
  @AnId('Of the adopted order.')
  readonly foreignOrderId!: string;
}

export class ChangeLimitsBody extends CommandBody {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Limits by the keys of docs/configuration.md without "risk."; others stay as they are.',
  })
  @IsObject()
  readonly limits!: Readonly<Record<string, unknown>>;
}

export class DepositBody extends CommandBody {
  @ADecimal('USDT.')
  readonly amount!: string;
}

export class WithdrawBody extends CommandBody {
  @Chosen(BOOKS, 'Out of which book.')
  readonly book!: Book;

  @Chosen(CURRENCIES, 'Of what.')
  readonly currency!: Currency;

  @ADecimal('In the currency.')
  readonly amount!: string;
}

export class TransferBody extends CommandBody {
  @Chosen(BOOKS, 'Out of which book.')
  readonly from!: Book;

  @Chosen(BOOKS, 'Into which book.')
  readonly to!: Book;

  @Chosen(CURRENCIES, 'Of what.')
  readonly currency!: Currency;

  @ADecimal('In the currency.')
  readonly amount!: string;
}

export class WithdrawHodlBody extends CommandBody {
  @Chosen(CURRENCIES, 'Of what.')
  readonly currency!: Currency;

  @ADecimal('In the currency.')
  readonly quantity!: string;
}

export class TaskBody extends CommandBody {
  @Chosen(TASK_NAMES, 'Which task of the schedule.')
  readonly task!: TaskName;
}
