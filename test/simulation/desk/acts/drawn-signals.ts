import { AgentsAtWork } from '../../../../src/application/agents/agents-at-work.js';
import type { AgentsParts } from '../../../../src/application/agents/agents-parts.js';
import { ComponentReports } from '../../../../src/application/agents/component-reports.js';
import type { TaskBody } from '../../../../src/application/scheduling/run-in-progress.js';
import type { Work } from '../../../../src/application/scheduling/scheduler.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import { signalKey } from '../../../../src/domain/shared/stream-names.js';
import { HOUR, MINUTE, type UnixMs } from '../../../../src/domain/shared/time.js';
import type { SignalCommand } from '../../../../src/domain/signals/signal.decider.js';
import type { LegDraw } from '../plan/act.js';
import { Chance } from '../plan/chance.js';
import type { World } from '../run/world.js';

type Agent = 'technical' | 'regime';
type Said = Pick<SignalCommand & { type: 'RecordSignal' }, 'direction' | 'confidence' | 'readings'>;

const sayingOf = (agent: Agent, leg: LegDraw | undefined, at: UnixMs): Said => {
  if (agent === 'technical') {
    const confidence = leg?.action === 'nonsense' ? 'NaN' : (leg?.confidence ?? '0.5');
    return { direction: leg?.technical ?? 'flat', confidence };
  }
  const openTime = Math.floor(at / HOUR) * HOUR - HOUR;
  const regime = leg?.regime ?? 'ranging';
  const readings = [openTime - HOUR, openTime].map((each) => ({ openTime: each, regime }));
  return { direction: 'flat', confidence: '0.7', readings };
};

/** They speak once an hour and where nothing of them is valid: each minute would make a simulated day twice as long. */
const speaker = (agent: Agent, world: World, parts: AgentsParts, reports: ComponentReports): TaskBody => {
  const { seed } = world.plan;
  const record = async (leg: LegDraw | undefined, at: UnixMs, runId: string, id: LegDraw['instrumentId']) => {
    const run = { runId, agent, instrumentId: id, at };
    const validityMs = new Chance('validity', seed, runId).pick([10 * MINUTE, 2 * HOUR, 2 * HOUR, 2 * HOUR]);
    const rest = { horizonMs: HOUR, validityMs, reasons: ['as drawn'], inputs: { candles: [], leftOut: [] } };
    const command: SignalCommand = world.agentFails(agent, at)
      ? { type: 'RecordMiss', ...run, reason: 'failed', detail: 'as drawn' }
      : { type: 'RecordSignal', ...run, ...sayingOf(agent, leg, at), ...rest, modelCallIds: [] };
    const addressed = { to: 'signal' as const, id: signalKey(agent, id), command };
    parts.board.take((await parts.dispatcher.start(agent, runId, addressed, runId)).facts);
  };
  return async ({ at, dueAt, runId }) => {
    const fails = world.agentFails(agent, at);
    await reports.tell(agent, !fails, fails ? 'as drawn' : '', { at, runId });
    if (!fails && dueAt % HOUR > 0 && parts.board.isValid(agent, at)) return;
    const legs = world.legsAt(at);
    for (const id of parts.market.instruments) {
      await record(
        legs.find(({ instrumentId }) => instrumentId === id),
        at,
        runId,
        id,
      );
    }
  };
};

/** The desk's own work where models advise; unless the rules' own agents look, technical and regime say what is drawn. */
export const workWithModels =
  (world: World) =>
  (parts: AgentsParts): Work => {
    const real = new AgentsAtWork(parts);
    const reports = new ComponentReports(parts);
    const decide = real.bodies['trading-decision'] as TaskBody;
    const spoken = (agent: Agent) => speaker(agent, world, parts, reports);
    return {
      bodies: {
        ...real.bodies,
        ...(world.plan.agents === 'scripted' ? { technical: spoken('technical'), regime: spoken('regime') } : {}),
        'trading-decision': (run) => {
          world.calls.cycleId = stableId('cycle', parts.accountId, run.dueAt);
          return decide(run);
        },
      },
      isReady: (task, at) => real.isReady(task, at),
      pace: (at) => real.pace(at),
      giveUp: (task, dueAt) => real.giveUp(task, dueAt),
    };
  };
