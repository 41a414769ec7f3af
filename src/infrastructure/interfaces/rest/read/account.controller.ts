import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetAccount } from '../../../../projections/account/get-account.query.js';
import { ListEquity } from '../../../../projections/account/list-equity.query.js';
import type { AccountView, EquityPointView, Page } from '../../../../projections/views.js';
import { Answers, AnswersPage } from '../openapi/answers.js';
import { EquityParameters } from '../parameters/list.parameters.js';
import { pageOf, ReadParameters } from '../parameters/page.parameters.js';
import { found } from './answers.js';

@Controller()
export class AccountController {
  constructor(private readonly queries: QueryBus) {}

  @Get('account')
  @Answers('AccountView', 'Balances, equity, gates and counts of the account.')
  async account(@Query() { minPosition }: ReadParameters): Promise<AccountView> {
    return found(await this.queries.execute(new GetAccount(minPosition)), 'account yet');
  }

  @Get('equity')
  @AnswersPage('EquityPointView', 'The equity curve, oldest first.')
  equity(@Query() parameters: EquityParameters): Promise<Page<EquityPointView>> {
    const { from, to } = parameters;
    return this.queries.execute(new ListEquity(pageOf(parameters), { from, to }));
  }
}
