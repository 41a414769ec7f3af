import { Body, Controller, Headers, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DeskControl, type Commanded } from '../../../../application/ports/desk-control.port.js';
import { AnswersCommand } from '../openapi/answers.js';
import { CommandBody } from '../parameters/log.parameters.js';
import { noParameters } from '../parameters/no-parameters.pipe.js';
import { Problem } from '../problems/problem.js';

const KEY = 'idempotency-key';

/** The caller's own id, so that a retry after a lost answer is the same request; one of ours where it gives none. */
const requestIdOf = (key: string | undefined): string => {
  if (key === undefined) return randomUUID();
  if (/^[\w.:-]{1,100}$/.test(key)) return key;
  throw new Problem('INVALID_PARAMETER', 'Idempotency-Key must be 1 to 100 letters, digits, and . : _ -', KEY);
};

@Controller('commands')
export class CommandsController {
  constructor(private readonly control: DeskControl) {}

  @Post('halt')
  @HttpCode(HttpStatus.OK)
  @AnswersCommand('No opening is approved until the halt is cleared.')
  halt(@Body() body: CommandBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<Commanded> {
    return this.control.halt({ reason: body.reason, requestId: requestIdOf(key) });
  }

  @Post('clear-halt')
  @HttpCode(HttpStatus.OK)
  @AnswersCommand('Lifts a halt; after a drawdown halt the peak is anchored anew.')
  clearHalt(@Body() body: CommandBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<Commanded> {
    return this.control.clearHalt({ reason: body.reason, requestId: requestIdOf(key) });
  }

  @Post('pause')
  @HttpCode(HttpStatus.OK)
  @AnswersCommand('No opening is approved until trading is resumed.')
  pause(@Body() body: CommandBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<Commanded> {
    return this.control.pause({ reason: body.reason, requestId: requestIdOf(key) });
  }

  @Post('resume')
  @HttpCode(HttpStatus.OK)
  @AnswersCommand('Ends a pause.')
  resume(@Body() body: CommandBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<Commanded> {
    return this.control.resume({ reason: body.reason, requestId: requestIdOf(key) });
  }
}
