import { Body, Controller, Headers, Query } from '@nestjs/common';
import type { OverrideNow } from '../../../../application/ports/desk-control.port.js';
import { limitsAsTyped } from '../../../../domain/overrides/wanted-limits.js';
import { noParameters } from '../parameters/no-parameters.pipe.js';
import { CommandBody } from './command-body.js';
import { Ordering } from './ordering.js';
import { ChangeLimitsBody } from './order-bodies.js';
import { KEY, OrderTaker } from './order-taker.js';

/** What lets the desk trade or keeps it from it. */
@Controller('commands')
export class GateCommandsController {
  constructor(private readonly taker: OrderTaker) {}

  @Ordering('halt', 'No opening is approved until the halt is cleared; approvals are taken back.')
  halt(@Body() body: CommandBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<OverrideNow> {
    return this.taker.take('halt', body, key);
  }

  @Ordering('clear-halt', 'Lifts a halt; after a drawdown halt the peak is anchored anew.')
  clearHalt(
    @Body() body: CommandBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('clear-halt', body, key);
  }

  @Ordering('pause', 'No opening is approved until trading is resumed.')
  pause(@Body() body: CommandBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<OverrideNow> {
    return this.taker.take('pause', body, key);
  }

  @Ordering('resume', 'Ends a pause of an operator.')
  resume(@Body() body: CommandBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<OverrideNow> {
    return this.taker.take('resume', body, key);
  }

  @Ordering('clear-streak', 'Losses in a row count from zero again.')
  clearStreak(
    @Body() body: CommandBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('clear-streak', body, key);
  }

  @Ordering('review-week', 'A person has looked at the week that lost too much.')
  reviewWeek(
    @Body() body: CommandBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('review-week', body, key);
  }

  @Ordering('leave-emergency', 'From emergency to safe mode; openings come back as the components recover.')
  leaveEmergency(
    @Body() body: CommandBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('leave-emergency', body, key);
  }

  @Ordering('change-limits', 'Other limits, within the hard caps.')
  changeLimits(
    @Body() body: ChangeLimitsBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    const typed: ChangeLimitsBody = { ...body, limits: limitsAsTyped(body.limits) };
    return this.taker.take('change-limits', typed, key);
  }
}
