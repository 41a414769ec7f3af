import type { SubscribeOptions } from '../../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { iteratorOf } from '../../support/facts.js';
import type { leaving, subscribing } from '../event-store-subscribing.contract.js';
import { type BrokenIn, hang, tailing } from './broken.js';
import {
  DoubleTail,
  GapTail,
  GreedyTail,
  InclusiveTail,
  LiveOnlyTail,
  LosingTail,
  SleepyTail,
  UnfilteredTail,
} from './broken-tails.js';
import { LineStore } from './line-store.js';
import { LineTail } from './line-tail.js';

export const brokenSubscriptions: BrokenIn<typeof subscribing> = {
  'gives a subscription what is there from the beginning': [
    { what: 'gives a subscription only what comes after it', store: tailing(LiveOnlyTail) },
  ],
  'gives a subscription more than a page of what is there': [
    { what: 'loses a fact of those that lie far behind', store: tailing(LosingTail) },
  ],
  'F-S5 gives a subscription what comes, however long nothing came': [
    { what: 'forgets a subscription that had to wait long', store: tailing(SleepyTail) },
    {
      what: 'ends a subscription that had to wait long',
      store: class extends LineStore {
        override idle() {
          for (const subscription of this.subscriptions) void subscription.return();
        }
      },
    },
  ],
  'begins a subscription after a position, without the fact there': [
    { what: 'begins a subscription with the fact at the position', store: tailing(InclusiveTail) },
  ],
  'keeps a subscription to its categories, past any number of other facts': [
    { what: 'gives a subscription all categories', store: tailing(UnfilteredTail) },
  ],
  'F-S1 joins what was there and what comes without a gap or a double, while writers race': [
    { what: 'misses facts between what was there and what comes', store: tailing(GapTail) },
    { what: 'gives facts as what was there and as what comes', store: tailing(DoubleTail) },
  ],
  'gives each fact once to a reader that asks several times at once': [
    {
      what: 'gives all who ask at once the same fact',
      store: class extends LineStore {
        override subscribe(options: SubscribeOptions = {}) {
          const facts = iteratorOf(super.subscribe(options));
          let asked: Promise<IteratorResult<RecordedFact>> | undefined;
          const next = () => (asked ??= facts.next().finally(() => (asked = undefined)));
          return { [Symbol.asyncIterator]: () => ({ ...leavingTo(facts), next }) };
        }
      },
    },
  ],
};

/** The reader's way out, as it is. */
const leavingTo = (facts: AsyncIterator<RecordedFact>) => ({
  return: async () => (await facts.return?.()) ?? { done: true as const, value: undefined },
});

/** Has room for twenty subscriptions, and gets none back. */
class FullStore extends LineStore {
  private places = 20;

  protected override tail(options: SubscribeOptions) {
    this.places -= 1;
    const full = this.places < 0;
    return new (class extends LineTail {
      protected override async look() {
        if (full) await hang();
      }
    })(this, options);
  }
}

/** One channel for all: the first reader that leaves while others listen shuts it. */
class SharedChannelStore extends LineStore {
  private readonly channel = { listeners: new Set<LineTail>(), shut: false };

  protected override tail(options: SubscribeOptions) {
    const { channel } = this;
    const tail = new (class extends LineTail {
      override close() {
        channel.listeners.delete(this);
        channel.shut ||= channel.listeners.size > 0;
      }

      protected override async look() {
        if (channel.shut) await hang();
      }
    })(this, options);
    channel.listeners.add(tail);
    return tail;
  }
}

/** Gives all readers the next page only when the slowest has taken the last one. */
class LockstepStore extends LineStore {
  private readonly asks = new Map<object, number>();

  protected override tail(options: SubscribeOptions) {
    const { asks } = this;
    const tail = new (class extends LineTail {
      override async next() {
        asks.set(this, (asks.get(this) ?? 0) + 1);
        this.line.hear(true);
        return super.next();
      }

      override close() {
        asks.delete(this);
        this.line.hear(true);
      }

      protected override async look() {
        const behind = () => [...asks.values()].some((count) => count + 1 < (asks.get(this) ?? 0));
        while (behind()) await this.line.wait();
      }
    })(this, options);
    asks.set(tail, 0);
    return tail;
  }
}

export const brokenLeaving: BrokenIn<typeof leaving> = {
  'frees what a subscription holds when it is broken off': [
    { what: 'keeps what a subscription held when its reader has left', store: FullStore },
  ],
  'ends a subscription that waits when its reader leaves': [
    {
      what: 'lets nobody leave before the next fact',
      store: class extends LineStore {
        override subscribe(options: SubscribeOptions = {}) {
          const facts = iteratorOf(super.subscribe(options));
          let asked: Promise<unknown> | undefined;
          const next = () => {
            const result = facts.next();
            asked = result;
            return result;
          };
          const leave = async () => {
            await asked;
            return leavingTo(facts).return();
          };
          return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
        }
      },
    },
  ],
  'ends a subscription that waits when the store is closed': [
    {
      what: 'leaves its subscriptions waiting when it is closed',
      store: class extends LineStore {
        override async close() {
          this.closed = true;
        }
      },
    },
  ],
  'lets a listener that throws stall no other listener and no writer': [
    { what: 'shuts the channel of all when one leaves', store: SharedChannelStore },
  ],
  'lets a listener that asks no more hold up no other listener and no writer': [
    { what: 'is as slow as its slowest listener', store: LockstepStore },
  ],
  'holds little in memory for a subscription that is slow': [
    { what: 'keeps whatever its reader has not asked for yet', store: tailing(GreedyTail) },
  ],
};
