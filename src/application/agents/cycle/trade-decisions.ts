import type { AdviserName } from '../../../domain/decisions/decision.events.js';
import { membersOutstanding, type OpenCycle } from '../../../domain/decisions/decision.state.js';
import { RULES_MEMBER } from '../../../domain/decisions/votes.js';
import { stableId } from '../../../domain/shared/stable-id.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { TaskRun } from '../../scheduling/run-in-progress.js';
import type { AgentsParts } from '../agents-parts.js';
import { choosePanel, type Panel } from '../models/choose-panel.js';
import type { ModelCalls } from '../models/model-calls.js';
import { rulesAnswer } from '../trading-decision.agent.js';
import { askPanel, hear } from './ask-panel.js';
import { CycleLog } from './cycle-log.js';
import { freezeDesk, withFeatures } from './freeze-desk.js';
import { settleConflicts } from './settle-conflicts.js';

const CUT_OFF = { reason: 'INTERRUPTED', detail: 'no recorded answer: the process ended in between' } as const;

/**
 * One decision cycle from the snapshot to its proposals. What happened before a crash stands in its facts: votes stand, a
 * call without a recorded answer is no vote, nobody is asked twice, and the rules are computed.
 */
export class TradeDecisions {
  private readonly log: CycleLog;

  constructor(
    private readonly parts: AgentsParts,
    private readonly calls: ModelCalls,
    /** Who may agree or oppose; a configured one that is absent counts as opposing. */
    private readonly advisers: readonly AdviserName[],
  ) {
    this.log = new CycleLog(parts);
  }

  async *run({ at, dueAt }: TaskRun): AsyncGenerator<UnixMs, void, void> {
    const { log, calls } = this;
    const cycleId = this.cycleIdOf(dueAt);
    const panel = await this.open(cycleId, at, dueAt);
    const cycle = await log.state(cycleId);
    if (cycle.status !== 'open') return;
    let broken = false;
    try {
      await this.voteByRules(cycle);
      if (!panel) await this.interrupt(cycle);
      const rest = panel ? yield* askPanel(cycle, panel.members, calls, log) : [];
      if (panel) yield* settleConflicts(cycleId, panel.arbiters, calls, log);
      await log.tell(cycleId, { type: 'ConcludeCycle' });
      for (const each of rest) {
        yield each.doneAt;
        await calls.settle(each.answer, { id: cycleId, at: log.now() });
        await hear(cycleId, each, log);
      }
    } catch (error) {
      broken = true;
      throw error;
    } finally {
      // A run that is cut off leaves no cycle open; one that the store broke goes on when the store is back.
      if (!broken) await log.tell(cycleId, { type: 'ConcludeCycle' });
    }
  }

  /** A cycle that a crash left open, and whose time is over. */
  async giveUp(dueAt: UnixMs): Promise<void> {
    const cycle = await this.log.state(this.cycleIdOf(dueAt));
    if (cycle.status !== 'open') return;
    await this.voteByRules(cycle);
    await this.interrupt(cycle);
    await this.log.tell(cycle.cycleId, { type: 'ConcludeCycle' });
  }

  private cycleIdOf(dueAt: UnixMs): string {
    return stableId('cycle', this.parts.accountId, dueAt);
  }

  /** Who is to be asked; undefined for a cycle that was open already: then nobody is asked again. */
  private async open(cycleId: string, at: UnixMs, dueAt: UnixMs): Promise<Panel | undefined> {
    const { log, calls } = this;
    if ((await log.state(cycleId)).status !== 'none') return undefined;
    const { models, market } = this.parts;
    const account = await log.account();
    const snapshot = freezeDesk(at, this.parts, account);
    const rules = rulesAnswer(snapshot, account.policy);
    const panel = await choosePanel({ at, models, calls, degradation: account.degradation, snapshot, rules });
    const { voters, members, arbiters, why } = panel;
    await log.tell(cycleId, {
      type: 'OpenCycle',
      cycleId,
      dueAt,
      takenAt: at,
      instruments: members.length > 0 ? withFeatures(snapshot, market) : snapshot,
      panel: [RULES_MEMBER, ...voters.map(({ name }) => name)],
      configuredAdvisers: this.advisers,
      ...(why === undefined ? {} : { models: why }),
      ...(arbiters.length === 0 ? {} : { arbiters: arbiters.map(({ name }) => name) }),
    });
    return panel;
  }

  /** On what the cycle froze: after a restart that is what the facts say, not what the market shows now. */
  private async voteByRules({ cycleId, instruments }: OpenCycle): Promise<void> {
    const { policy } = await this.log.account();
    const answer = rulesAnswer(instruments, policy);
    await this.log.tell(cycleId, { type: 'CastVotes', member: RULES_MEMBER, answer });
  }

  /** Whoever has a seat and no recorded answer was cut off by the end of the process. */
  private async interrupt({ cycleId }: OpenCycle): Promise<void> {
    for (const member of membersOutstanding(await this.log.state(cycleId))) {
      await this.log.leaveOut(cycleId, member, CUT_OFF);
    }
  }
}
