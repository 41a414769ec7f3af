import { Body, Controller, Delete, Get, Headers, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { OutsideDesk } from '../../../../application/desk/outside-desk.js';
import { outsideAgent } from '../../../../domain/outside-agents/outside-name.js';
import type { RegisteredAgent } from '../../../../domain/outside-agents/outside-agents.state.js';
import { ListSignals } from '../../../../projections/signals/list-signals.query.js';
import type { OutsideAgentView, Page } from '../../../../projections/views.js';
import { Answers, AnswersPage } from '../openapi/answers.js';
import { noParameters } from '../parameters/no-parameters.pipe.js';
import { ReadParameters } from '../parameters/page.parameters.js';
import { Problem } from '../problems/problem.js';
import { tokenIn } from './agent-token.js';
import { AnswerBody, RegisterBody } from './outside-bodies.js';
import type { AnsweredView, RegisteredView } from './outside-views.js';

const LAST_ANSWERS = 6;

/** Programs of others that say what they think of an instrument when they are asked. They get no other power. */
@Controller('outside-agents')
export class OutsideAgentsController {
  constructor(
    private readonly outside: OutsideDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersPage('OutsideAgentView', 'Agents of other programs, with what they said last.')
  async outsideAgents(@Query() { minPosition }: ReadParameters): Promise<Page<OutsideAgentView>> {
    const agents = await this.outside.agents();
    return { items: await Promise.all(agents.map((agent) => this.viewOf(agent, minPosition))) };
  }

  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Answers('RegisteredView', 'Registers an agent. The token is told this once.', HttpStatus.CREATED)
  async registerAgent(@Body() body: RegisterBody, @Query(noParameters) _: object): Promise<RegisteredView> {
    const { name, instruments, horizonMs, description = '' } = body;
    const token = await this.outside.register({ name, instrumentIds: instruments, horizonMs, description });
    return { name, agent: outsideAgent(name), token };
  }

  @Delete(':name')
  @HttpCode(HttpStatus.OK)
  @Answers('RetiredView', 'Retires an agent: its token opens nothing any more.')
  async retireAgent(@Param('name') name: string, @Query(noParameters) _: object): Promise<{ readonly name: string }> {
    await this.outside.retire(name, 'retired by an operator');
    return { name };
  }

  @Post(':name/signals')
  @HttpCode(HttpStatus.OK)
  @Answers('AnsweredView', 'Answers a request with a signal; the token goes as Authorization: Bearer.')
  async answerRequest(
    @Param('name') name: string,
    @Body() body: AnswerBody,
    @Query(noParameters) _: object,
    @Headers('authorization') authorization?: string,
  ): Promise<AnsweredView> {
    const { requestId, instrumentId } = body;
    const { outcome, ...said } = await this.outside.answer(name, tokenIn(authorization), { ...body });
    if (outcome === 'taken') return { requestId, instrumentId, ...said };
    if (outcome === 'LATE') {
      throw new Problem(
        'ANSWERED_TOO_LATE',
        'The time to answer was over: it is recorded as late, and does not count.',
      );
    }
    throw new Problem('INVALID_PARAMETER', 'The answer was not valid: it is recorded so, and does not count.');
  }

  private async viewOf(agent: RegisteredAgent, minPosition: string | undefined): Promise<OutsideAgentView> {
    const page = { limit: LAST_ANSWERS, ...(minPosition !== undefined && { minPosition }) };
    const { items } = await this.queries.execute(new ListSignals(page, { agent: outsideAgent(agent.agent) }));
    const { agent: name, instrumentIds: instruments, horizonMs, description, registeredAt } = agent;
    return { name, instruments, horizonMs, description, registeredAt, lastAnswers: items };
  }
}
