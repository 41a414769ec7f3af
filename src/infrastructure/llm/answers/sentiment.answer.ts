import { ListOf, Num, Text, Texts, Word } from './fields.js';

export class OpinionAnswer {
  @Text({ description: 'The instrument, spelled as in the question.' }, 40)
  readonly instrumentId!: string;

  @Word(['long', 'short', 'flat'], { description: 'Where the texts point.' })
  readonly direction!: string;

  @Num({ description: 'How sure, from 0 to 1.' }, { min: 0, max: 1 })
  readonly confidence!: number;

  @Texts({ description: 'Why.' }, 20, 500)
  readonly reasons!: readonly string[];
}

export class SentimentAnswer {
  @ListOf(OpinionAnswer, { description: 'One entry for each instrument of the question.' }, 20)
  readonly opinions!: readonly OpinionAnswer[];
}
