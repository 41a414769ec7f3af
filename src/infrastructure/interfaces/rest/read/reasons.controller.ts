import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ListAudit } from '../../../../projections/audit/list-audit.query.js';
import { GetDecision, type CycleView } from '../../../../projections/decisions/get-decision.query.js';
import { ListDecisions } from '../../../../projections/decisions/list-decisions.query.js';
import { ListSignals } from '../../../../projections/signals/list-signals.query.js';
import { ListVerdicts } from '../../../../projections/verdicts/list-verdicts.query.js';
import type { AuditView, DecisionView, Page, SignalView, VerdictView } from '../../../../projections/views.js';
import { Answers, AnswersPage } from '../openapi/answers.js';
import {
  AuditParameters,
  DecisionParameters,
  SignalParameters,
  VerdictParameters,
} from '../parameters/list.parameters.js';
import { pageOf, ReadParameters } from '../parameters/page.parameters.js';
import { found } from './answers.js';

@Controller()
export class ReasonsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('signals')
  @AnswersPage('SignalView', 'What the agents said, the newest first.')
  signals(@Query() parameters: SignalParameters): Promise<Page<SignalView>> {
    return this.queries.execute(new ListSignals(pageOf(parameters), parameters));
  }

  @Get('decisions')
  @AnswersPage('DecisionView', 'One row per cycle and instrument, the newest first.')
  decisions(@Query() parameters: DecisionParameters): Promise<Page<DecisionView>> {
    return this.queries.execute(new ListDecisions(pageOf(parameters), parameters));
  }

  @Get('decisions/:cycleId')
  @Answers('CycleView', 'One cycle: a row per instrument, and its facts.')
  async decision(@Param('cycleId') cycleId: string, @Query() { minPosition }: ReadParameters): Promise<CycleView> {
    return found(await this.queries.execute(new GetDecision(cycleId, minPosition)), 'decision cycle with this id');
  }

  @Get('verdicts')
  @AnswersPage('VerdictView', 'What the risk engine said with every rule, the newest first.')
  verdicts(@Query() parameters: VerdictParameters): Promise<Page<VerdictView>> {
    return this.queries.execute(new ListVerdicts(pageOf(parameters), parameters));
  }

  @Get('audit')
  @AnswersPage('AuditView', 'The trade log, the newest first.')
  audit(@Query() parameters: AuditParameters): Promise<Page<AuditView>> {
    return this.queries.execute(new ListAudit(pageOf(parameters), parameters));
  }
}
