import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { DeskView } from '../../../../application/ports/desk-view.port.js';
import { GetComponents } from '../../../../projections/components/get-components.query.js';
import { GetConflictSummary } from '../../../../projections/conflicts/get-conflict-summary.query.js';
import { GetModelCall } from '../../../../projections/model-calls/get-model-call.query.js';
import { ListModelCalls } from '../../../../projections/model-calls/list-model-calls.query.js';
import { ListModelSpend } from '../../../../projections/model-spend/list-model-spend.query.js';
import { GetScoreboard } from '../../../../projections/opinions/get-scoreboard.query.js';
import { ListTasks } from '../../../../projections/tasks/list-tasks.query.js';
import type {
  ComponentsView,
  ConflictSummaryView,
  ModelCallTexts,
  ModelCallView,
  ModelSpendView,
  Page,
  ScoreboardView,
  TaskView,
} from '../../../../projections/views.js';
import { Answers, AnswersPage } from '../openapi/answers.js';
import { ModelCallParameters, SpanParameters, spanOf } from '../parameters/agent.parameters.js';
import { PageParameters, pageOf, ReadParameters } from '../parameters/page.parameters.js';
import { found } from './answers.js';

/** Who advises, what it costs, what runs when, and which parts work. */
@Controller()
export class AgentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly desk: DeskView,
  ) {}

  @Get('agents/scoreboard')
  @Answers('ScoreboardView', 'How good each voice was by instrument and horizon: overruled, late and unread ones too.')
  scoreboard(@Query() parameters: SpanParameters): Promise<ScoreboardView> {
    return this.queries.execute(new GetScoreboard(this.span(parameters), parameters.minPosition));
  }

  @Get('agents/schedule')
  @AnswersPage('TaskView', 'The tasks of the desk in the order in which they run when they are due together.')
  schedule(@Query() { minPosition }: ReadParameters): Promise<Page<TaskView>> {
    return this.queries.execute(new ListTasks(this.desk.status().marketTime, minPosition));
  }

  @Get('models/spend')
  @AnswersPage('ModelSpendView', 'What models cost by UTC day, the newest first, in USD.')
  spend(@Query() parameters: PageParameters): Promise<Page<ModelSpendView>> {
    return this.queries.execute(new ListModelSpend(pageOf(parameters)));
  }

  @Get('models/calls')
  @AnswersPage('ModelCallView', 'What models were asked, the newest first, without the texts.')
  calls(@Query() parameters: ModelCallParameters): Promise<Page<ModelCallView>> {
    return this.queries.execute(new ListModelCalls(pageOf(parameters), parameters));
  }

  @Get('models/calls/:callId')
  @Answers('ModelCallTexts', 'One call with its prompt and its answer: text of strangers, to be shown as text.')
  async call(@Param('callId') callId: string, @Query() { minPosition }: ReadParameters): Promise<ModelCallTexts> {
    return found(await this.queries.execute(new GetModelCall(callId, minPosition)), 'call of a model with this id');
  }

  @Get('conflicts/summary')
  @Answers('ConflictSummaryView', 'Conflicts by kind, who settled them, how and how fast.')
  conflicts(@Query() parameters: SpanParameters): Promise<ConflictSummaryView> {
    return this.queries.execute(new GetConflictSummary(this.span(parameters), parameters.minPosition));
  }

  @Get('components')
  @Answers('ComponentsView', 'How far the desk is degraded, and by which of its parts.')
  components(@Query() { minPosition }: ReadParameters): Promise<ComponentsView> {
    return this.queries.execute(new GetComponents(minPosition));
  }

  private span(parameters: SpanParameters) {
    return spanOf(parameters, this.desk.status().marketTime);
  }
}
