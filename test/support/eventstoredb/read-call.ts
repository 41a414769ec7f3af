import { factMessage, streamNotFoundMessage } from './fact-message.js';
import { handlerThrew } from './node-errors.js';
import type { NodeLog } from './node-log.js';
import { nameOf, readOneStream, readTheLog } from './read-request.js';
import { ReaderOutlet, type ReaderCall } from './reader-call.js';
import { subscribe } from './subscription.js';

const answerRead = async (log: NodeLog, call: ReaderCall): Promise<void> => {
  const options = call.request.getOptions();
  if (!options) return void call.emit('error', handlerThrew());
  const answer = options.hasAll() ? readTheLog(log, options) : readOneStream(log, options);
  if (answer.kind === 'error') return void call.emit('error', answer.error);
  const outlet = new ReaderOutlet(call);
  if (answer.kind === 'stream-not-found') {
    await outlet.send(streamNotFoundMessage(nameOf(options.getStream()?.getStreamIdentifier())));
  } else {
    for (const fact of answer.facts) {
      if (outlet.closed) return;
      await outlet.send(factMessage(fact));
    }
  }
  call.end();
};

/** The one call for all that reads: streams, the log, and subscriptions to either. */
export const handleRead = (log: NodeLog, call: ReaderCall, unreadLimit: number): void => {
  const work = call.request.getOptions()?.hasSubscription() ? subscribe(log, call, unreadLimit) : answerRead(log, call);
  work.catch(() => call.emit('error', handlerThrew()));
};
