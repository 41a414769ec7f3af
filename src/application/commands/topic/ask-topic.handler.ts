import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { topicDecider } from '../../../domain/messages/topic.decider.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { CommandRunner } from '../../messaging/command-runner.js';
import { AskTopic, type CommandResult } from '../aggregate-command.js';

@CommandHandler(AskTopic)
export class AskTopicHandler implements ICommandHandler<AskTopic> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ addressed, cause }: AskTopic): Promise<CommandResult> {
    return this.runner.run(topicDecider, streams.topic(addressed.id), addressed.command, cause);
  }
}
