import { Controller, Get, HttpStatus, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CandleArchive } from '../../../../application/ports/candle-archive.port.js';
import { DeskView } from '../../../../application/ports/desk-view.port.js';
import type { CandleView, MarketView, Page, StatusView } from '../../../../projections/views.js';
import { Answers, AnswersPage } from '../openapi/answers.js';
import { CandleParameters } from '../parameters/log.parameters.js';
import { ReadParameters } from '../parameters/page.parameters.js';
import { healthOf, type HealthView } from './health-view.js';
import { LogReader } from './log-reader.js';

@Controller()
export class DeskController {
  constructor(
    private readonly desk: DeskView,
    private readonly candles: CandleArchive,
    private readonly log: LogReader,
  ) {}

  @Get('status')
  @Answers('StatusView', 'Mode, market time and health: the head of every page.')
  async status(@Query() { minPosition }: ReadParameters): Promise<StatusView> {
    await this.log.reached(minPosition);
    return this.desk.status();
  }

  @Get('health')
  @Answers('HealthView', 'The worst component speaks for all; 503 when it is down.')
  async health(
    @Query() { minPosition }: ReadParameters,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HealthView> {
    await this.log.reached(minPosition);
    const health = healthOf(this.desk.status().health);
    void reply.status(health.status === 'down' ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK);
    return health;
  }

  @Get('market')
  @AnswersPage('MarketView', 'What the desk sees now, per instrument.')
  async market(@Query() { minPosition }: ReadParameters): Promise<Page<MarketView>> {
    await this.log.reached(minPosition);
    return { items: this.desk.market() };
  }

  @Get('candles')
  @AnswersPage('CandleView', 'Closed candles, oldest first; of more than `limit` the newest.')
  async closed(@Query() parameters: CandleParameters): Promise<Page<CandleView>> {
    const { instrument: instrumentId, timeframe, from, to, limit, minPosition } = parameters;
    await this.log.reached(minPosition);
    const span = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const items: CandleView[] = [];
    for await (const candle of this.candles.read({ instrumentId, timeframe, ...span, limit, newestFirst: true })) {
      const { openTime, open, high, low, close, volume } = candle;
      items.push({ openTime, open, high, low, close, volume });
    }
    return { items: items.reverse() };
  }
}
