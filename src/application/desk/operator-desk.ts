import type { AccountCommand } from '../../domain/account/account.commands.js';
import { stableId } from '../../domain/shared/stable-id.js';
import type { MarketState } from '../market/market-state.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { Clock } from '../ports/clock.port.js';
import { DeskControl, type Commanded, type Instruction } from '../ports/desk-control.port.js';
import type { EventStore } from '../ports/event-store.port.js';

/** The pause that an operator sets and lifts, beside those that the desk sets itself. */
const OPERATOR_PAUSE = 'operator';

export interface OperatorParts {
  readonly accountId: string;
  readonly store: EventStore;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly market: MarketState;
}

/** What an operator orders, as commands of the account: recorded, with the reason, under the request's own id. */
export class OperatorDesk extends DeskControl {
  constructor(private readonly parts: OperatorParts) {
    super();
  }

  halt({ reason, requestId }: Instruction): Promise<Commanded> {
    return this.order(requestId, { type: 'HaltTrading', at: this.now(), reason, requestId });
  }

  clearHalt({ reason, requestId }: Instruction): Promise<Commanded> {
    return this.order(requestId, {
      type: 'ClearHalt',
      at: this.now(),
      reason,
      quotes: this.parts.market.quotes(false),
      requestId,
    });
  }

  pause({ reason, requestId }: Instruction): Promise<Commanded> {
    return this.order(requestId, {
      type: 'PauseTrading',
      at: this.now(),
      reason: OPERATOR_PAUSE,
      note: reason,
      requestId,
    });
  }

  resume({ reason, requestId }: Instruction): Promise<Commanded> {
    return this.order(requestId, {
      type: 'ResumeTrading',
      at: this.now(),
      reason: OPERATOR_PAUSE,
      note: reason,
      requestId,
    });
  }

  private now(): number {
    return this.parts.clock.now();
  }

  private async order(requestId: string, command: AccountCommand): Promise<Commanded> {
    const { accountId, dispatcher, store } = this.parts;
    const commandId = stableId('operator', requestId);
    const cause = { commandId, correlationId: commandId, causationId: commandId, actor: 'operator' };
    const { position } = await dispatcher.send({ to: 'account', id: accountId, command }, cause);
    return { position: position ?? (await store.head()) ?? '' };
  }
}
