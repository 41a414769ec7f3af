import { Body, Controller, Headers, Query } from '@nestjs/common';
import type { OverrideNow } from '../../../../application/ports/desk-control.port.js';
import { noParameters } from '../parameters/no-parameters.pipe.js';
import { CommandBody } from './command-body.js';
import { Ordering } from './ordering.js';
import { CancelOrderBody, ClaimOrderBody, ClosePositionBody, OpenPositionBody } from './order-bodies.js';
import { KEY, OrderTaker } from './order-taker.js';

/** What opens and closes by hand. */
@Controller('commands')
export class TradeCommandsController {
  constructor(private readonly taker: OrderTaker) {}

  @Ordering('close-position', 'Closes the position of an instrument; nothing of the desk may refuse it.')
  closePosition(
    @Body() body: ClosePositionBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('close-position', body, key);
  }

  @Ordering('close-all', 'Closes every position of the trading book.')
  closeAll(
    @Body() body: CommandBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('close-all', body, key);
  }

  @Ordering('open-position', 'Opens with the size of the lowest tier, if the risk engine allows it.')
  openPosition(
    @Body() body: OpenPositionBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('open-position', body, key);
  }

  @Ordering('claim-order', 'An adopted order becomes ours, with a stop and a target for what it fills.')
  claimOrder(
    @Body() body: ClaimOrderBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('claim-order', body, key);
  }

  @Ordering('cancel-order', 'Cancels an adopted order at the venue.')
  cancelOrder(
    @Body() body: CancelOrderBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('cancel-order', body, key);
  }
}
