import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { overrideDecider } from '../../../domain/overrides/override.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskOverride, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskOverride)
export class AskOverrideHandler implements ICommandHandler<AskOverride> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskOverride): Promise<CommandResult> {
    return this.runner.run(overrideDecider, streams.override(addressed.id), addressed.command, cause);
  }
}
