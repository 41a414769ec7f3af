import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ListFills } from '../../../../projections/fills/list-fills.query.js';
import { GetOrder } from '../../../../projections/orders/get-order.query.js';
import { ListOrders } from '../../../../projections/orders/list-orders.query.js';
import { GetPosition } from '../../../../projections/positions/get-position.query.js';
import { ListPositions } from '../../../../projections/positions/list-positions.query.js';
import type { FillView, OrderView, Page, PositionView, WhyView } from '../../../../projections/views.js';
import { ExplainFill } from '../../../../projections/why/explain-fill.query.js';
import { Answers, AnswersPage } from '../openapi/answers.js';
import { FillParameters, OrderParameters, PositionParameters } from '../parameters/list.parameters.js';
import { pageOf, ReadParameters } from '../parameters/page.parameters.js';
import { found } from './answers.js';

@Controller()
export class TradingController {
  constructor(private readonly queries: QueryBus) {}

  @Get('positions')
  @AnswersPage('PositionView', 'Positions, the one opened or closed last first.')
  positions(@Query() parameters: PositionParameters): Promise<Page<PositionView>> {
    return this.queries.execute(new ListPositions(pageOf(parameters), parameters));
  }

  @Get('positions/:positionId')
  @Answers('PositionView', 'One position.')
  async position(
    @Param('positionId') positionId: string,
    @Query() { minPosition }: ReadParameters,
  ): Promise<PositionView> {
    return found(await this.queries.execute(new GetPosition(positionId, minPosition)), 'position with this id');
  }

  @Get('orders')
  @AnswersPage('OrderView', 'Orders, the newest first; without timelines.')
  orders(@Query() parameters: OrderParameters): Promise<Page<OrderView>> {
    return this.queries.execute(new ListOrders(pageOf(parameters), parameters));
  }

  @Get('orders/:clientOrderId')
  @Answers('OrderView', 'One order with its timeline.')
  async order(
    @Param('clientOrderId') clientOrderId: string,
    @Query() { minPosition }: ReadParameters,
  ): Promise<OrderView> {
    return found(await this.queries.execute(new GetOrder(clientOrderId, minPosition)), 'order with this id');
  }

  @Get('fills')
  @AnswersPage('FillView', 'Booked fills, the newest first.')
  fills(@Query() parameters: FillParameters): Promise<Page<FillView>> {
    return this.queries.execute(new ListFills(pageOf(parameters), parameters));
  }

  @Get('fills/:tradeId/why')
  @Answers('WhyView', 'From a fill back to the candles that its decision saw.')
  async why(@Param('tradeId') tradeId: string, @Query() { minPosition }: ReadParameters): Promise<WhyView> {
    return found(await this.queries.execute(new ExplainFill(tradeId, minPosition)), 'booked fill with this trade id');
  }
}
