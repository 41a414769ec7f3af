import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decisionDecider } from '../../../domain/decisions/decision.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskDecision, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskDecision)
export class AskDecisionHandler implements ICommandHandler<AskDecision> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskDecision): Promise<CommandResult> {
    return this.runner.run(decisionDecider, streams.decision(addressed.id), addressed.command, cause);
  }
}
