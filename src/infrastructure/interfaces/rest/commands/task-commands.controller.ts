import { Body, Controller, Headers, Query } from '@nestjs/common';
import type { OverrideNow } from '../../../../application/ports/desk-control.port.js';
import { noParameters } from '../parameters/no-parameters.pipe.js';
import { Ordering } from './ordering.js';
import { TaskBody } from './order-bodies.js';
import { KEY, OrderTaker } from './order-taker.js';

/** What runs by the schedule, and what does not. */
@Controller('commands')
export class TaskCommandsController {
  constructor(private readonly taker: OrderTaker) {}

  @Ordering('disable-task', 'The task is not started any more; a run that is under way comes to its end.')
  disableTask(
    @Body() body: TaskBody,
    @Query(noParameters) _: object,
    @Headers(KEY) key?: string,
  ): Promise<OverrideNow> {
    return this.taker.take('disable-task', body, key);
  }

  @Ordering('enable-task', 'The task runs again when it is due.')
  enableTask(@Body() body: TaskBody, @Query(noParameters) _: object, @Headers(KEY) key?: string): Promise<OverrideNow> {
    return this.taker.take('enable-task', body, key);
  }
}
