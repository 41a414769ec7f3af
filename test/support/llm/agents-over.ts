/** The agents over a log in memory: an account with its money, a market that a test gives, and models in this process. */
import type { AgentsParts } from '../../../src/application/agents/agents-parts.js';
import { NO_MODELS, type ModelsInUse } from '../../../src/application/agents/models/models-in-use.js';
import { SignalBoard } from '../../../src/application/agents/signal-board.js';
import { MarketState } from '../../../src/application/market/market-state.js';
import { LanguageModel, type ModelAnswer, type ModelCall } from '../../../src/application/ports/language-model.port.js';
import { coordinatorDecider } from '../../../src/domain/coordinator/coordinator.decider.js';
import { DEFAULT_PAPER } from '../../../src/domain/matching/paper-settings.js';
import type { ModelConsultedData } from '../../../src/domain/models/model-call.events.js';
import type { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { btc, NOON, observe, openAccount } from '../account.js';
import { HandClock, startOver } from '../command-side.js';
import { modelCall } from '../prompts.js';

const ACCOUNT = 'paper';

/** Answers each call at once with what a test says of it. */
export class TellingModel extends LanguageModel {
  readonly provider = 'example';
  readonly model = 'a-1';
  readonly price = { input: '1', output: '1' };
  readonly asked: ModelCall[] = [];

  constructor(
    readonly name: string,
    private readonly says: Partial<ModelConsultedData> & { readonly value?: readonly unknown[] } = {},
  ) {
    super();
  }

  ask(call: ModelCall): Promise<ModelAnswer> {
    this.asked.push(call);
    const { value = [], ...said } = this.says;
    const { callId, purpose, askedAt } = call;
    const fact = modelCall({ member: this.name, callId, purpose, askedAt, ...said });
    return Promise.resolve(fact.outcome === 'answered' ? { fact, value } : { fact });
  }
}

/** USD: far more than any call of these tests costs. */
export const MONEY = { dayBudget: '1', dayBudgetEquityShare: '1', decisionBudget: '1' } as const;

/** One life over the log; the first one opens the account. */
export const agentsOver = async (
  store: MemoryEventStore,
  models: Partial<ModelsInUse> = {},
  market = new MarketState(['BTC/USDT', 'XRP/USDT'], '1m', DEFAULT_PAPER.halfSpreadPct),
) => {
  const { runner, dispatcher } = await startOver(store);
  for (const [n, command] of [...openAccount(), observe(btc('60000', NOON), NOON)].entries())
    await dispatcher.start('test', n, { to: 'account', id: ACCOUNT, command });
  const clock = new HandClock(NOON);
  const parts: AgentsParts = {
    accountId: ACCOUNT,
    base: '1m',
    market,
    board: new SignalBoard(),
    runner,
    dispatcher,
    clock,
    models: { ...NO_MODELS, ...models },
  };
  const unwell = async () => (await runner.stateOf(coordinatorDecider, `coordinator-${ACCOUNT}`)).components;
  return { parts, clock, unwell };
};

/** To its end, the clock at each instant that it rests until. */
export const toTheEnd = async (work: AsyncGenerator<number, void, void>, clock: HandClock): Promise<void> => {
  for await (const restsUntil of work) clock.at = restsUntil;
};
