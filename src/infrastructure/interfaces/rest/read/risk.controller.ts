import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { DeskView } from '../../../../application/ports/desk-view.port.js';
import { ListAlerts } from '../../../../projections/alerts/list-alerts.query.js';
import { ListPolicies } from '../../../../projections/policies/list-policies.query.js';
import type { AlertView, Page, PolicyView, RiskView } from '../../../../projections/views.js';
import { Answers, AnswersPage } from '../openapi/answers.js';
import { pageOf, ReadParameters } from '../parameters/page.parameters.js';
import { AlertParameters, PolicyParameters } from '../parameters/risk.parameters.js';
import { found } from './answers.js';
import { LogReader } from './log-reader.js';

@Controller()
export class RiskController {
  constructor(
    private readonly queries: QueryBus,
    private readonly desk: DeskView,
    private readonly log: LogReader,
  ) {}

  @Get('risk')
  @Answers('RiskView', 'Gates, breakers, limits against use and books, at the prices of now.')
  async risk(@Query() { minPosition }: ReadParameters): Promise<RiskView> {
    await this.log.reached(minPosition);
    const risk = found(await this.desk.risk(), 'account yet');
    return { mode: this.desk.status().mode, ...risk };
  }

  @Get('alerts')
  @AnswersPage('AlertView', 'What a person should look at, the newest first.')
  alerts(@Query() parameters: AlertParameters): Promise<Page<AlertView>> {
    const { severity, kind, standing } = parameters;
    const { marketTime } = this.desk.status();
    const filter = { severity, kind, standing: standing === 'true' };
    return this.queries.execute(new ListAlerts(pageOf(parameters), marketTime, filter));
  }

  @Get('policies')
  @AnswersPage('PolicyView', 'The sets of limits that the account has had and what each changed, the newest first.')
  policies(@Query() parameters: PolicyParameters): Promise<Page<PolicyView>> {
    return this.queries.execute(new ListPolicies(pageOf(parameters), parameters.version));
  }
}
