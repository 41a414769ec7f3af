import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../src/domain/account/account.commands.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { folded } from './account.js';
import { audit, type Audit, type Log } from './audited-log.js';

/** The account's own log, and of the orders the executions alone: what the laws of money and lots need, no more. */
export const accountLog = (commands: readonly AccountCommand[]): Log => {
  const log: RecordedFact[] = [];
  let state = accountDecider.initialState;
  const record = (stream: string, type: string, data: unknown, commandId: string, at: number): void => {
    const position = String(log.length + 1).padStart(8, '0');
    const metadata = { eventId: position, commandId, correlationId: commandId, causationId: commandId };
    const rest = { actor: 'test', at, schema: 1 };
    log.push({ stream, type, data, version: log.length, position, metadata: { ...metadata, ...rest } });
  };
  for (const [index, command] of commands.entries()) {
    const id = `command-${index}`;
    if (command.type === 'BookFill') {
      record(`order-${command.fill.order.clientOrderId}`, 'OrderFilled', command.fill, `${id}-fill`, command.at);
    }
    const facts = accountDecider.decide(command, state);
    for (const { type, data } of facts) record('account-paper', type, data, id, command.at);
    state = folded(state, facts);
  }
  return log;
};

export const auditOf = (commands: readonly AccountCommand[]): Audit => audit(accountLog(commands));
