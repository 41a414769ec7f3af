import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';
import { DeskView } from '../../../../application/ports/desk-view.port.js';
import { EventStore } from '../../../../application/ports/event-store.port.js';
import { Logger } from '../../../../application/ports/logger.port.js';
import { AnswersEvents } from '../openapi/answers.js';
import { EventParameters } from '../parameters/log.parameters.js';
import { Problem } from '../problems/problem.js';
import { EventSettings } from './event-settings.js';
import { EventStream } from './event-stream.js';
import { EVENT_STREAM, placeOf } from './place-of.js';

/** Readers on the line end with the server: its adapter closes open connections. */
@Controller()
export class EventsController {
  private listening = 0;

  constructor(
    private readonly store: EventStore,
    private readonly desk: DeskView,
    private readonly settings: EventSettings,
    private readonly logger: Logger,
  ) {}

  @Get('events')
  @AnswersEvents('Facts as they are written, and market and status as they are now; resumes behind Last-Event-ID.')
  async events(
    @Query() { after }: EventParameters,
    @Res() reply: FastifyReply,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<void> {
    const from = await placeOf(this.store, lastEventId ?? after);
    if (this.listening >= this.settings.maxListeners) {
      throw new Problem('TOO_MANY_LISTENERS', `There are ${this.settings.maxListeners} listeners already.`);
    }
    reply.hijack();
    reply.raw.writeHead(200, { ...(reply.getHeaders() as OutgoingHttpHeaders), ...EVENT_STREAM });
    this.listening += 1;
    const leave = (): void => void (this.listening -= 1);
    const stream = new EventStream(reply.raw, this.store, this.desk, this.settings, from, leave);
    stream.run().catch((error: unknown) => {
      this.logger.warn('an event stream ended', { cause: error instanceof Error ? error.message : 'unknown' });
    });
  }
}
