import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { RecordedFact } from '../../../../domain/shared/fact.js';
import { ListStreams } from '../../../../projections/streams/list-streams.query.js';
import type { StreamView } from '../../../../projections/streams/stream-view.js';
import type { Page } from '../../../../projections/views.js';
import { AnswersPage } from '../openapi/answers.js';
import { FactParameters, StreamFactParameters, StreamParameters } from '../parameters/log.parameters.js';
import { pageOf } from '../parameters/page.parameters.js';
import { notFound, Problem } from '../problems/problem.js';
import { LogReader } from './log-reader.js';

const versionOf = (cursor: string): number => {
  if (!/^\d{1,15}$/.test(cursor)) throw new Problem('INVALID_CURSOR', 'The cursor must be a version.', 'cursor');
  return Number(cursor);
};

@Controller()
export class LogController {
  constructor(
    private readonly queries: QueryBus,
    private readonly log: LogReader,
  ) {}

  @Get('facts')
  @AnswersPage('RecordedFact', 'Facts by position, oldest first; `nextCursor` is the next `after`.')
  async facts(@Query() { after, limit, minPosition }: FactParameters): Promise<Page<RecordedFact>> {
    await this.log.reached(minPosition);
    return this.log.facts(after, limit);
  }

  @Get('streams')
  @AnswersPage('StreamView', 'The streams of the log, by name.')
  streams(@Query() parameters: StreamParameters): Promise<Page<StreamView>> {
    return this.queries.execute(new ListStreams(pageOf(parameters), parameters.name));
  }

  @Get('streams/:stream/facts')
  @AnswersPage('RecordedFact', 'Facts of one stream, oldest first.')
  async streamFacts(
    @Param('stream') stream: string,
    @Query() { from = 0, cursor, limit, minPosition }: StreamFactParameters,
  ): Promise<Page<RecordedFact>> {
    await this.log.reached(minPosition);
    const page = await this.log.streamFacts(stream, cursor === undefined ? from : versionOf(cursor), limit);
    if (page.items.length === 0 && from === 0 && cursor === undefined) throw notFound('stream with this name');
    return page;
  }
}
