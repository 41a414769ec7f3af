import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { venueRulesDecider } from '../../../domain/market/venue-rules.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskMarket, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskMarket)
export class AskMarketHandler implements ICommandHandler<AskMarket> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskMarket): Promise<CommandResult> {
    return this.runner.run(venueRulesDecider, streams.market(addressed.id), addressed.command, cause);
  }
}
