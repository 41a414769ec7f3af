import type { InstrumentSnapshot } from '../../../domain/decisions/decision.events.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { LanguageModel } from '../../ports/language-model.port.js';
import type { RulesAnswer } from '../trading-decision.agent.js';
import type { ModelCalls } from './model-calls.js';
import type { ModelsInUse } from './models-in-use.js';

/** Who is asked in one cycle. */
export interface Panel {
  /** With a seat beside the rules. */
  readonly voters: readonly LanguageModel[];
  /** All who are asked: the voters, or those whose failures hold the desk back and who may show that they are back. */
  readonly members: readonly LanguageModel[];
  readonly arbiters: readonly LanguageModel[];
  /** Why models are asked or not; undefined where none is configured. */
  readonly why?: string;
}

export interface PanelQuestion {
  readonly at: UnixMs;
  readonly models: ModelsInUse;
  readonly calls: ModelCalls;
  /** 1 normal .. 4 emergency. */
  readonly degradation: number;
  readonly snapshot: readonly InstrumentSnapshot[];
  readonly rules: { readonly votes: readonly RulesAnswer[] };
}

const NOBODY = { voters: [], members: [], arbiters: [] } as const;

const opens = (vote: RulesAnswer): boolean =>
  'action' in vote && (vote.action === 'open_long' || vote.action === 'open_short');

/** What makes a decision worth asking about; undefined while nothing does. */
const occasionOf = ({ models, snapshot, rules }: PanelQuestion): string | undefined => {
  if (models.when === 'always') return 'models are asked at every decision';
  if (rules.votes.some(opens)) return 'the rules propose an opening';
  if (snapshot.some(({ position }) => position !== undefined)) return 'a position is open';
  return undefined;
};

/** Rules first: models are asked where there is something to ask about, and while the desk is well and has the money. */
export const choosePanel = async (question: PanelQuestion): Promise<Panel> => {
  const { at, models, calls, degradation } = question;
  const { panel, arbiters } = models;
  if (models.when === 'never' || panel.length + arbiters.length === 0) return NOBODY;
  if (at < models.askFrom) return { ...NOBODY, why: 'the past is lived through by rules alone' };
  if ((await calls.pace(at)) === 'rules-only') return { ...NOBODY, why: 'the money of the day is spent: rules alone' };
  if (degradation >= 2) {
    // Arbiters too: one that is only asked about conflicts would never be asked again, for a reduced desk has none.
    const asked = [...new Map([...panel, ...arbiters].map((model) => [model.name, model])).values()];
    const probation = await calls.onProbation(asked.map(({ name }) => name));
    const members = asked.filter(({ name }) => probation.includes(name));
    return { ...NOBODY, members, why: `degraded to level ${degradation}: rules alone` };
  }
  const why = occasionOf(question);
  if (why === undefined) return { ...NOBODY, why: 'the rules propose nothing and no position is open' };
  return { voters: panel, members: panel, arbiters, why };
};
