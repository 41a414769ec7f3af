import { Body, Controller, Headers, Query } from '@nestjs/common';
import type { OverrideNow } from '../../../../application/ports/desk-control.port.js';
import { noParameters } from '../parameters/no-parameters.pipe.js';
import { Ordering } from './ordering.js';
import { DepositBody, TransferBody, WithdrawBody, WithdrawHodlBody } from './order-bodies.js';
import { KEY, OrderTaker } from './order-taker.js';

/** Money in, out and between the books. */
@Controller('commands')
export class MoneyCommandsController {
  constructor(private readonly taker: OrderTaker) {}

  @Ordering('deposit', 'Money came in: shared among the books as the first deposit was.')
  deposit(@Body() body: DepositBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<OverrideNow> {
    return this.taker.take('deposit', body, key);
  }

  @Ordering('withdraw', 'Money leaves a book, as far as it is free.')
  withdraw(
    @Body() body: WithdrawBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('withdraw', body, key);
  }

  @Ordering('transfer', 'Money moves from one book to another, as far as it is free.')
  transfer(
    @Body() body: TransferBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('transfer', body, key);
  }

  @Ordering('withdraw-hodl', 'What was set aside leaves the desk.')
  withdrawHodl(
    @Body() body: WithdrawHodlBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('withdraw-hodl', body, key);
  }
}
