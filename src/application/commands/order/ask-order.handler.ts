import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { orderDecider } from '../../../domain/orders/order.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskOrder, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskOrder)
export class AskOrderHandler implements ICommandHandler<AskOrder> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskOrder): Promise<CommandResult> {
    return this.runner.run(orderDecider, streams.order(addressed.id), addressed.command, cause);
  }
}
