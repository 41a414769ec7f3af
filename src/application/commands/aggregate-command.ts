import { Command } from '@nestjs/cqrs';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { Cause } from '../messaging/envelope.js';
import type { Addressed } from '../processes/process.js';

export interface CommandResult {
  readonly facts: readonly RecordedFact[];
  /** Of the command's last fact; pass it as `minPosition` to see its effect. Absent when nothing changed. */
  readonly position?: Position;
}

/** The Nest message of one aggregate: REST, CLI, listeners and sensors all send these. */
abstract class AggregateCommand<A extends Addressed> extends Command<CommandResult> {
  constructor(
    readonly addressed: A,
    readonly cause: Cause,
  ) {
    super();
  }
}

export class AskAccount extends AggregateCommand<Extract<Addressed, { to: 'account' }>> {}
export class AskOrder extends AggregateCommand<Extract<Addressed, { to: 'order' }>> {}
export class AskDecision extends AggregateCommand<Extract<Addressed, { to: 'decision' }>> {}
export class AskSignal extends AggregateCommand<Extract<Addressed, { to: 'signal' }>> {}
export class AskCoordinator extends AggregateCommand<Extract<Addressed, { to: 'coordinator' }>> {}
export class AskBudget extends AggregateCommand<Extract<Addressed, { to: 'modelBudget' }>> {}
export class AskMarket extends AggregateCommand<Extract<Addressed, { to: 'market' }>> {}
export class AskOverride extends AggregateCommand<Extract<Addressed, { to: 'override' }>> {}
export class AskOutsideAgents extends AggregateCommand<Extract<Addressed, { to: 'outsideAgents' }>> {}
export class AskTopic extends AggregateCommand<Extract<Addressed, { to: 'topic' }>> {}

export const messageFor = (addressed: Addressed, cause: Cause) => {
  switch (addressed.to) {
    case 'account':
      return new AskAccount(addressed, cause);
    case 'order':
      return new AskOrder(addressed, cause);
    case 'decision':
      return new AskDecision(addressed, cause);
    case 'signal':
      return new AskSignal(addressed, cause);
    case 'coordinator':
      return new AskCoordinator(addressed, cause);
    case 'modelBudget':
      return new AskBudget(addressed, cause);
    case 'market':
      return new AskMarket(addressed, cause);
    case 'override':
      return new AskOverride(addressed, cause);
    case 'outsideAgents':
      return new AskOutsideAgents(addressed, cause);
    case 'topic':
      return new AskTopic(addressed, cause);
  }
};
