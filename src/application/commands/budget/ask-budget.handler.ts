import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budgetDecider } from '../../../domain/budget/budget.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskBudget, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskBudget)
export class AskBudgetHandler implements ICommandHandler<AskBudget> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskBudget): Promise<CommandResult> {
    return this.runner.run(budgetDecider, streams.modelBudget(addressed.id), addressed.command, cause);
  }
}
