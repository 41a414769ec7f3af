import { MODEL_PURPOSES } from '../../../../domain/models/model-call.events.js';
import { NO_ANSWER_REASONS } from '../../../../domain/models/no-answer.js';
import { DAY, type UnixMs } from '../../../../domain/shared/time.js';
import type { Span } from '../../../../projections/reading.js';
import { Problem } from '../problems/problem.js';
import { AName, OneOf } from './filter-text.js';
import { LAST_INSTANT } from './list.parameters.js';
import { PageParameters, ReadParameters } from './page.parameters.js';
import { WholeNumber } from './whole-number.js';

const DEFAULT_SPAN_MS = 30 * DAY;
/** A score over more is no news, and costs as many look-ups. */
const MOST_SPAN_MS = 366 * DAY;

export class SpanParameters extends ReadParameters {
  @WholeNumber({
    min: 0,
    max: LAST_INSTANT,
    description: 'From this instant on, unix ms; 30 days before `to` without it.',
  })
  readonly from?: number;

  @WholeNumber({ min: 0, max: LAST_INSTANT, description: 'Before this instant, unix ms; up to now without it.' })
  readonly to?: number;
}

/** What is asked for, or the last 30 days. @throws Problem for a span that is empty or longer than 366 days */
export const spanOf = ({ from, to }: SpanParameters, now: UnixMs): Span => {
  // What is of this very instant belongs to it.
  const until = to ?? now + 1;
  const since = from ?? Math.max(0, until - DEFAULT_SPAN_MS);
  if (since >= until) throw new Problem('INVALID_PARAMETER', 'from must be before to.', 'from');
  if (until - since > MOST_SPAN_MS) throw new Problem('INVALID_PARAMETER', 'At most 366 days at once.', 'from');
  return { from: since, to: until };
};

export class ModelCallParameters extends PageParameters {
  @AName('Of this member only, by its name in the settings.')
  readonly member?: string;

  @OneOf(['answered', ...NO_ANSWER_REASONS], 'Answered, or why there is no answer.')
  readonly outcome?: string;

  @OneOf(MODEL_PURPOSES, 'Asked for this only.')
  readonly purpose?: string;
}
