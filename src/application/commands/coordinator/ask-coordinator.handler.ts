import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { coordinatorDecider } from '../../../domain/coordinator/coordinator.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskCoordinator, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskCoordinator)
export class AskCoordinatorHandler implements ICommandHandler<AskCoordinator> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskCoordinator): Promise<CommandResult> {
    return this.runner.run(coordinatorDecider, streams.coordinator(addressed.id), addressed.command, cause);
  }
}
