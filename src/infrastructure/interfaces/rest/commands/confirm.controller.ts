import { Body, Controller, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import type { OverrideNow } from '../../../../application/ports/desk-control.port.js';
import { Answers } from '../openapi/answers.js';
import { noParameters } from '../parameters/no-parameters.pipe.js';
import { ConfirmBody } from './command-body.js';
import { OrderTaker } from './order-taker.js';

/** The second word. */
@Controller('commands')
export class ConfirmController {
  constructor(private readonly taker: OrderTaker) {}

  @Post('confirm')
  @HttpCode(HttpStatus.OK)
  @Answers('Overriding', 'Confirms a request that waits for it; a second time it changes nothing.')
  confirm(@Body() { overrideId, actor }: ConfirmBody, @Query(noParameters) _: object): Promise<OverrideNow> {
    return this.taker.confirm(overrideId, actor);
  }
}
