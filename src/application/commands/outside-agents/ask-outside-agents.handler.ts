import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { outsideAgentsDecider } from '../../../domain/outside-agents/outside-agents.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskOutsideAgents, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskOutsideAgents)
export class AskOutsideAgentsHandler implements ICommandHandler<AskOutsideAgents> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskOutsideAgents): Promise<CommandResult> {
    return this.runner.run(outsideAgentsDecider, streams.outsideAgents(addressed.id), addressed.command, cause);
  }
}
