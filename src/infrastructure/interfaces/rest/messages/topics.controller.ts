import { Body, Controller, Get, Headers, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';
import { OutsideDesk } from '../../../../application/desk/outside-desk.js';
import type { Sent } from '../../../../application/messaging/topics/message-desk.js';
import { Topics } from '../../../../application/messaging/topics/topics.js';
import { EventStore } from '../../../../application/ports/event-store.port.js';
import { Logger } from '../../../../application/ports/logger.port.js';
import { FACT_TOPICS } from '../../../../domain/messages/message-of.js';
import { TOPIC_NAME } from '../../../../domain/messages/topic.decider.js';
import { ListMessages } from '../../../../projections/messages/list-messages.query.js';
import { ListTopics } from '../../../../projections/messages/list-topics.query.js';
import type { MessageView, Page, TopicView } from '../../../../projections/views.js';
import { tokenIn } from '../agents-outside/agent-token.js';
import { ResponseBody } from '../agents-outside/outside-bodies.js';
import { EventSettings } from '../events/event-settings.js';
import { EVENT_STREAM, placeOf } from '../events/place-of.js';
import { Answers, AnswersEvents, AnswersPage } from '../openapi/answers.js';
import { noParameters } from '../parameters/no-parameters.pipe.js';
import { PageParameters, pageOf } from '../parameters/page.parameters.js';
import { notFound, Problem } from '../problems/problem.js';
import { MessageStream } from './message-stream.js';
import { ListenParameters, MessageParameters } from './topic.parameters.js';

/** The message bus, for programs outside. */
@Controller('topics')
export class TopicsController {
  private listening = 0;

  constructor(
    private readonly queries: QueryBus,
    private readonly store: EventStore,
    private readonly bus: Topics,
    private readonly outside: OutsideDesk,
    private readonly settings: EventSettings,
    private readonly logger: Logger,
  ) {}

  @Get()
  @AnswersPage('TopicView', 'Topics on which something was said, by name.')
  topics(@Query() parameters: PageParameters): Promise<Page<TopicView>> {
    return this.queries.execute(new ListTopics(pageOf(parameters)));
  }

  @Get('stream')
  @AnswersEvents(
    'Messages as they are said, the most urgent first; resumes behind Last-Event-ID. Expired ones are not sent.',
  )
  async listen(
    @Query() parameters: ListenParameters,
    @Res() reply: FastifyReply,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<void> {
    const { topics, instrument: instrumentId, after, ...more } = parameters;
    const from = await placeOf(this.store, lastEventId ?? after);
    if (this.listening >= this.settings.maxListeners) {
      throw new Problem('TOO_MANY_LISTENERS', `There are ${this.settings.maxListeners} listeners already.`);
    }
    reply.hijack();
    reply.raw.writeHead(200, { ...(reply.getHeaders() as OutgoingHttpHeaders), ...EVENT_STREAM });
    this.listening += 1;
    const onEnd = (): void => void (this.listening -= 1);
    const wanted = { ...more, instrumentId, topics: topics?.split(',') ?? [] };
    const { settings, bus } = this;
    const stream = new MessageStream({ response: reply.raw, topics: bus, settings, wanted, after: from, onEnd });
    stream.start().catch((error: unknown) => {
      this.logger.warn('a stream of messages ended', { cause: error instanceof Error ? error.message : 'unknown' });
      stream.close();
    });
  }

  @Get(':topic/messages')
  @AnswersPage('MessageView', 'What was said on a topic, the newest first, expired messages too.')
  messages(@Param('topic') topic: string, @Query() parameters: MessageParameters): Promise<Page<MessageView>> {
    return this.queries.execute(new ListMessages(topic, pageOf(parameters), parameters));
  }

  @Post(':topic/messages')
  @HttpCode(HttpStatus.OK)
  @Answers('SentView', 'A registered outside agent responds to a request; its token goes as Authorization: Bearer.')
  respond(
    @Param('topic') topic: string,
    @Body() { agent, ...response }: ResponseBody,
    @Query(noParameters) _: object,
    @Headers('authorization') authorization?: string,
  ): Promise<Sent> {
    const isOfFacts = FACT_TOPICS.some((taken) => taken === topic);
    if (isOfFacts || !TOPIC_NAME.test(topic)) throw notFound('topic of this name that takes responses');
    return this.outside.respond(agent, tokenIn(authorization), topic, response);
  }
}
