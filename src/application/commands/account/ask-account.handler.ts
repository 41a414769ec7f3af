import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountDecider } from '../../../domain/account/account.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskAccount, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskAccount)
export class AskAccountHandler implements ICommandHandler<AskAccount> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskAccount): Promise<CommandResult> {
    return this.runner.run(accountDecider, streams.account(addressed.id), addressed.command, cause);
  }
}
