/** The bus over a log in memory, with listeners that write down what they hear. */
import { type Listener } from '../../src/application/messaging/topics/listener.js';
import { MessageDesk, type Letter } from '../../src/application/messaging/topics/message-desk.js';
import { Topics } from '../../src/application/messaging/topics/topics.js';
import type { Wanted } from '../../src/application/messaging/topics/wanted.js';
import type { Delivery } from '../../src/application/messaging/topics/listener.js';
import { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { HandClock, startOver } from './command-side.js';
import { eventually } from './read-side.js';
import { KeptLog } from './still-desk.js';
import { T0 } from './story-time.js';

export interface Heard {
  readonly listener: Listener;
  readonly deliveries: readonly Delivery[];
  /** The `n` of each message's payload, in the order in which they were heard; a gap is `-count`. */
  numbers(): readonly number[];
}

export interface Bus {
  readonly store: MemoryEventStore;
  readonly clock: HandClock;
  readonly logger: KeptLog;
  readonly topics: Topics;
  readonly desk: MessageDesk;
  say(n: number, more?: Partial<Letter>, topic?: string): Promise<void>;
  hear(wanted?: Wanted, more?: Listening): Promise<Heard>;
  /** All that was said has come to the listeners' queues. */
  passed(): Promise<void>;
}

export interface Listening {
  readonly after?: string;
  /** Done with each delivery after it is written down. */
  readonly with?: (delivery: Delivery) => void | Promise<void>;
}

const numberOf = (delivery: Delivery): number =>
  delivery.kind === 'gap' ? -delivery.count : Number(delivery.message.payload['n']);

export const startBus = async (store = new MemoryEventStore('log-1'), queueLimit = 256): Promise<Bus> => {
  const clock = new HandClock(T0);
  const logger = new KeptLog();
  const topics = new Topics({ store, clock, logger, queueLimit });
  const desk = new MessageDesk({ ...(await startOver(store)), clock });
  const bus: Bus = {
    store,
    clock,
    logger,
    topics,
    desk,
    say: async (n, more, topic = 'news') => {
      await desk.notify(topic, { key: String(n), source: 'desk', payload: { n }, ...more });
    },
    hear: async (wanted = {}, more = {}) => {
      const deliveries: Delivery[] = [];
      const take = async (delivery: Delivery): Promise<void> => {
        deliveries.push(delivery);
        await more.with?.(delivery);
      };
      const listener = await topics.subscribe({ name: 'test', wanted, take, after: more.after });
      return { listener, deliveries, numbers: () => deliveries.map(numberOf) };
    },
    passed: async () => {
      // A listener of its own, behind everything that was said so far.
      const mark = `mark${(await store.head()) ?? ''}`;
      const last = await bus.hear({ topics: [mark] });
      await bus.say(0, {}, mark);
      await eventually(() => last.deliveries.length > 0, 'the last message');
      last.listener.close();
    },
  };
  return bus;
};
