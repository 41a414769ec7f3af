import { type CommandBus } from '@nestjs/cqrs';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { messageFor, type CommandResult } from '../commands/aggregate-command.js';
import type { Addressed } from '../processes/process.js';
import type { Cause } from './envelope.js';

/** Sends commands over Nest's command bus and writes down where they came from. */
export class Dispatcher {
  constructor(private readonly bus: CommandBus) {}

  send(addressed: Addressed, cause: Cause): Promise<CommandResult> {
    return this.bus.execute(messageFor(addressed, cause));
  }

  /** The n-th command of a listener to a fact: the same command id each time the fact is delivered. */
  answer(listener: string, fact: RecordedFact, n: number, addressed: Addressed): Promise<CommandResult> {
    return this.send(addressed, {
      commandId: stableId(listener, fact.metadata.eventId, n),
      correlationId: fact.metadata.correlationId,
      causationId: fact.metadata.eventId,
      actor: listener,
    });
  }

  /** What a sensor or the schedule starts by itself; `key` names the occasion (task and due time, price and instant). */
  start(source: string, key: string | number, addressed: Addressed, correlationId?: string): Promise<CommandResult> {
    const commandId = stableId(source, key, addressed.to, addressed.id, addressed.command.type);
    return this.send(addressed, {
      commandId,
      correlationId: correlationId ?? commandId,
      causationId: commandId,
      actor: source,
    });
  }
}
