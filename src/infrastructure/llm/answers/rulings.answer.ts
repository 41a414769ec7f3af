import { RULING_OUTCOMES, type ConflictKind } from '../../../domain/decisions/decision.events.js';
import { ListOf, Num, Text, Word } from './fields.js';

const KINDS: readonly ConflictKind[] = [
  'adviser-opposition',
  'regime',
  'trading-against-rebalancing',
  'cross-instrument',
  'stale-or-duplicate',
];

/** How one conflict is settled. Whether a modification makes the trade smaller or safer is the domain's to judge. */
export class RulingAnswer {
  @Text({ description: 'The instrument, spelled as in the question.' }, 40)
  readonly instrumentId!: string;

  @Word(KINDS, { description: 'Which conflict, spelled as in the question.' })
  readonly kind!: string;

  @Word(RULING_OUTCOMES, { description: 'How it is settled.' })
  readonly outcome!: string;

  @Num({ description: 'Of modify: the share of the size that is left, from 0 to 1.', optional: true })
  readonly sizeFactor?: number | null;

  @Num({ description: 'Of modify: a ceiling of the leverage, a whole number from 1 to 5.', optional: true })
  readonly maxLeverage?: number | null;

  @Num({ description: 'Of modify: distance of the stop as a fraction, 0.016 is 1.6 %.', optional: true })
  readonly stopPct?: number | null;

  @Text({ description: 'Why.' }, 500)
  readonly reason!: string;
}

export class RulingsAnswer {
  @ListOf(RulingAnswer, { description: 'One entry for each conflict of the question.' }, 20)
  readonly rulings!: readonly RulingAnswer[];
}
