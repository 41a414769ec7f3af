import { accountDecider } from '../../../domain/account/account.decider.js';
import type { AccountState } from '../../../domain/account/account.state.js';
import type { DecisionCommand } from '../../../domain/decisions/decision.commands.js';
import { decisionDecider } from '../../../domain/decisions/decision.decider.js';
import type { DecisionState } from '../../../domain/decisions/decision.state.js';
import type { InvalidAnswer } from '../../../domain/decisions/votes.js';
import { streams } from '../../../domain/shared/stream-names.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { CommandRunner } from '../../messaging/command-runner.js';
import type { Dispatcher } from '../../messaging/dispatcher.js';
import type { Clock } from '../../ports/clock.port.js';

export interface CycleLogParts {
  readonly accountId: string;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
}

type WithoutTime<C> = C extends unknown ? Omit<C, 'at' | 'policy'> : never;

/** The facts of decision cycles: what may be told to one, and what it has come to. */
export class CycleLog {
  constructor(private readonly parts: CycleLogParts) {}

  /** At the present instant and with the policy in force. The same again changes nothing. */
  async tell(cycleId: string, what: WithoutTime<DecisionCommand>): Promise<void> {
    const { policy } = await this.account();
    const command = { ...what, policy, at: this.now() } as DecisionCommand;
    const key = 'member' in what ? `${cycleId} ${what.member}` : cycleId;
    const addressed = { to: 'decision' as const, id: cycleId, command };
    await this.parts.dispatcher.start('trading-decision', key, addressed, cycleId);
  }

  leaveOut(cycleId: string, member: string, invalid: InvalidAnswer): Promise<void> {
    return this.tell(cycleId, { type: 'CastVotes', member, answer: { invalid } });
  }

  state(cycleId: string): Promise<DecisionState> {
    return this.parts.runner.stateOf(decisionDecider, streams.decision(cycleId));
  }

  account(): Promise<AccountState> {
    return this.parts.runner.stateOf(accountDecider, streams.account(this.parts.accountId));
  }

  now(): UnixMs {
    return this.parts.clock.now();
  }
}
