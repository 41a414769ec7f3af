import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { signalDecider } from '../../../domain/signals/signal.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskSignal, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskSignal)
export class AskSignalHandler implements ICommandHandler<AskSignal> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskSignal): Promise<CommandResult> {
    return this.runner.run(signalDecider, streams.signal(addressed.id), addressed.command, cause);
  }
}
