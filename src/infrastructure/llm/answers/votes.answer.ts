import { ACTIONS } from '../../../domain/decisions/votes.js';
import { DecimalText, ListOf, Num, Text, Texts, Word } from './fields.js';

const level = (what: string) => ({ description: `${what} of an opening, in the quote currency.`, optional: true });

/** One leg of the decision. Levels that make no sense, and instruments that were not asked about, are the domain's. */
export class VoteAnswer {
  @Text({ description: 'The instrument, spelled as in the question.' }, 40)
  readonly instrumentId!: string;

  @Word(ACTIONS, { description: 'What to do.' })
  readonly action!: string;

  @Num({ description: 'How sure, from 0 to 1.' }, { min: 0, max: 1 })
  readonly confidence!: number;

  @DecimalText(level('Entry price'))
  readonly entry?: string | null;

  @DecimalText(level('Stop price'))
  readonly stop?: string | null;

  @DecimalText(level('Target price'))
  readonly target?: string | null;

  @Texts({ description: 'Why.' }, 20, 500)
  readonly reasons!: readonly string[];
}

export class VotesAnswer {
  @ListOf(VoteAnswer, { description: 'One entry for each instrument of the question.' }, 20)
  readonly votes!: readonly VoteAnswer[];
}
