/** Models in this process that read the prompt, as real ones do, and answer with a text that is then read like theirs. */
import { LanguageModel, type ModelAnswer, type ModelCall } from '../../../src/application/ports/language-model.port.js';
import { costOf } from '../../../src/domain/models/prices.js';
import { dec, maxOf, text } from '../../../src/domain/shared/decimal.js';
import { SECOND } from '../../../src/domain/shared/time.js';
import { readAnswer } from '../../../src/infrastructure/llm/answers/read-answer.js';
import { consultedFact, type CallOutcome } from '../../../src/infrastructure/llm/calling/consulted-fact.js';
import { redactor } from '../../../src/infrastructure/llm/calling/redaction.js';
import { Chance } from '../../simulation/desk/plan/chance.js';

/** With the technical adviser, against it, neither; too late for the vote; not in the form; not at all. */
const MOODS = ['with', 'with', 'with', 'with', 'with', 'with', 'against', 'idle', 'late', 'prose', 'silent'] as const;
type Mood = (typeof MOODS)[number];
const OUTPUT_TOKENS = 200;
const LEAST_STOP = '0.01';
const NOTHING = { reason: 'TIMEOUT', detail: 'nothing in time' } as const;
const ANSWERED = { reason: 'answered', detail: '' } as const;

const found = (section: string, pattern: RegExp): readonly string[] => pattern.exec(section)?.slice(1) ?? [];

/** On one section of the snapshot. */
const voteOn = (section: string, mood: Mood) => {
  const [instrumentId] = found(section, /^(\S+)/);
  const [bid, ask] = found(section, /^price: bid (\S+) \S+, ask (\S+)/m);
  const [atr] = found(section, /^ATR14 of 1h candles: ([\d.]+)/m);
  const [held] = found(section, /^open position: (long|short)/m);
  const [said, confidence] = found(section, /^adviser technical: (long|short|flat), confidence ([\d.]+)/m);
  const vote = { instrumentId, confidence: Number(confidence ?? 0.5), reasons: ['as I read it'] };
  if (mood === 'idle' || said === undefined || said === 'flat') return { ...vote, action: 'hold' };
  const side = (said === 'long') === (mood !== 'against') ? 'long' : 'short';
  if (held !== undefined) return { ...vote, action: side === held ? 'hold' : 'close' };
  if (bid === undefined || ask === undefined || atr === undefined) return { ...vote, action: 'hold' };
  const sign = side === 'long' ? 1 : -1;
  const entry = dec(side === 'long' ? ask : bid);
  const stop = maxOf(dec(atr).mul(2), entry.mul(LEAST_STOP));
  const levels = { entry, stop: entry.sub(stop.mul(sign)), target: entry.add(stop.mul(3 * sign)) };
  const written = Object.entries(levels).map(([name, level]) => [name, text(level.toDecimalPlaces(8))] as const);
  return { ...vote, action: `open_${side}`, ...Object.fromEntries(written) };
};

const rulingOn = ([, instrumentId, kind]: RegExpMatchArray, chance: Chance) => ({
  ...{ instrumentId, kind, reason: 'as I read it' },
  ...chance.pick([{ outcome: 'proceed' }, { outcome: 'modify', sizeFactor: 0.5 }, { outcome: 'abort' }]),
});

const answerTo = ({ purpose, prompt: { user } }: ModelCall, mood: Mood, chance: Chance): string => {
  if (mood === 'prose') return 'It may rise, and it may fall.';
  if (purpose === 'ruling') {
    const conflicts = [...user.matchAll(/^- (\S+), kind (\S+):/gm)];
    return JSON.stringify({ rulings: conflicts.map((conflict) => rulingOn(conflict, chance)) });
  }
  const [, ...sections] = user.split(/^## /m);
  return JSON.stringify({ votes: sections.map((section) => voteOn(section, mood)) });
};

/** Its mood is drawn for each call anew: the same name and call, the same answer. */
export class ReadingModel extends LanguageModel {
  readonly provider = 'pretended';
  readonly model = 'reader';
  readonly price = { input: '1', output: '5' };

  constructor(readonly name: string) {
    super();
  }

  async ask(call: ModelCall): Promise<ModelAnswer> {
    const chance = new Chance('reading model', this.name, call.callId);
    const mood = chance.pick(MOODS);
    const { inputTokens } = call.prompt;
    const said = mood === 'silent' ? '' : answerTo(call, mood, chance);
    const reading = said === '' ? NOTHING : readAnswer(said, call.prompt.form);
    const { reason, detail } = 'reason' in reading ? reading : ANSWERED;
    const outcome: CallOutcome = {
      outcome: reason,
      detail,
      answer: said,
      inputTokens,
      outputTokens: OUTPUT_TOKENS,
      cost: costOf(this.price, inputTokens, OUTPUT_TOKENS),
      attempts: 1,
      latencyMs: latencyIn(mood, call, chance),
    };
    const fact = consultedFact(call, this, outcome, redactor([]));
    return 'reason' in reading ? { fact } : { fact, value: reading.entries };
  }
}

const latencyIn = (mood: Mood, { deadlineMs }: ModelCall, chance: Chance): number => {
  if (mood === 'silent') return deadlineMs;
  if (mood === 'late') return Math.min(deadlineMs, chance.whole(31, 45) * SECOND);
  return chance.whole(1, 5) * SECOND;
};
