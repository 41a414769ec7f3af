import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { OVERRIDE_KINDS } from '../../../../domain/overrides/override-orders.js';
import { GetOverride } from '../../../../projections/overrides/get-override.query.js';
import { ListOverrides } from '../../../../projections/overrides/list-overrides.query.js';
import type { OverrideView, Page } from '../../../../projections/views.js';
import { Answers, AnswersPage } from '../openapi/answers.js';
import { OneOf } from '../parameters/filter-text.js';
import { PageParameters, pageOf, ReadParameters } from '../parameters/page.parameters.js';
import { found } from '../read/answers.js';

export const OVERRIDE_STATUSES = ['waiting', 'accepted', 'executed', 'refused', 'expired'] as const;

export class OverrideParameters extends PageParameters {
  @OneOf(OVERRIDE_STATUSES, 'In this state only; `waiting` ones want a confirmation.')
  readonly status?: string;

  @OneOf(Object.keys(OVERRIDE_KINDS), 'Of this kind only.')
  readonly kind?: string;
}

/** What operators asked for. */
@Controller('overrides')
export class OverridesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnswersPage('OverrideView', 'Requests of operators, the newest first.')
  overrides(@Query() parameters: OverrideParameters): Promise<Page<OverrideView>> {
    return this.queries.execute(new ListOverrides(pageOf(parameters), parameters));
  }

  @Get(':overrideId')
  @Answers('OverrideView', 'One request of an operator.')
  async override(
    @Param('overrideId') overrideId: string,
    @Query() { minPosition }: ReadParameters,
  ): Promise<OverrideView> {
    return found(await this.queries.execute(new GetOverride(overrideId, minPosition)), 'request with this id');
  }
}
