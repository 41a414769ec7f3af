import type { SubscribeOptions } from '../../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { collect } from '../../support/facts.js';
import { turn } from '../store-under-test.js';
import { hang } from './broken.js';
import type { LineStore } from './line-store.js';
import { LineTail } from './line-tail.js';

/** Begins at the head where it should begin at the beginning. */
export class LiveOnlyTail extends LineTail {
  constructor(line: LineStore, options: SubscribeOptions) {
    super(line, options);
    this.after = options.after ?? line.shared.head;
  }
}

/** Loses one fact far behind. */
export class LosingTail extends LineTail {
  protected override handOut(page: readonly RecordedFact[]) {
    return this.given < 500 || this.given - page.length >= 500 ? page : page.slice(1);
  }
}

/** Falls asleep for ever on a line on which nothing goes. */
export class SleepyTail extends LineTail {
  private readonly idles = this.line.idles;

  protected override async look() {
    if (this.line.idles > this.idles) await hang();
  }
}

/** Gives the fact at the position where it should begin after it. */
export class InclusiveTail extends LineTail {
  protected override async page() {
    const { after } = this.options;
    const page = await super.page();
    if (this.given > 0 || after === undefined) return page;
    const all = await collect(this.line.shared.facts.readAll());
    return [...all.filter((fact) => fact.position === after), ...page];
  }
}

/** Takes no filter. */
export class UnfilteredTail extends LineTail {
  constructor(line: LineStore, { categories: _categories, ...options }: SubscribeOptions) {
    super(line, options);
  }
}

/** Changes from what was there to what comes once it has caught up with more than a hundred facts. */
abstract class SwitchingTail extends LineTail {
  protected lastPage: readonly RecordedFact[] = [];
  private switched = false;

  protected override async page() {
    const page = await super.page();
    if (page.length > 0) this.lastPage = page;
    if (page.length > 0 || this.switched || this.given < 100) return page;
    this.switched = true;
    await this.goLive();
    return super.page();
  }

  protected abstract goLive(): Promise<void>;
}

/** Misses what comes while it changes over. */
export class GapTail extends SwitchingTail {
  protected async goLive() {
    for (let turns = 0; turns < 6; turns++) await turn();
    this.after = this.line.shared.head;
  }
}

/** Gives the last of what was there again as the first of what comes. */
export class DoubleTail extends SwitchingTail {
  protected async goLive() {
    this.after = this.lastPage[0]?.position;
  }
}

/** Does something wrong once, when its line breaks for the second time. */
abstract class CutTail extends LineTail {
  protected readonly places: (string | undefined)[] = [];
  private readonly cuts = this.line.cuts;
  private done = false;

  protected override async look() {
    this.places.push(this.after);
    if (this.done || this.line.cuts < this.cuts + 2) return;
    this.done = true;
    await this.reconnect();
  }

  protected abstract reconnect(): Promise<void>;
}

/** Hears nothing more, and says nothing. */
export class StallingTail extends CutTail {
  protected override reconnect = hang;
}

/** Goes on at the head. */
export class SkippingTail extends CutTail {
  protected async reconnect() {
    for (let turns = 0; turns < 6; turns++) await turn();
    this.after = this.line.shared.head;
  }
}

/** Goes on at a place that was saved a while ago. */
export class RewindingTail extends CutTail {
  protected async reconnect() {
    this.after = this.places.at(-6);
  }
}

/** Reads as fast as it can and keeps what its reader has not asked for yet, decoded. */
export class GreedyTail extends LineTail {
  private queue: RecordedFact[] = [];
  private started = false;
  private left = false;

  override async next() {
    if (!this.started) void this.pump();
    this.started = true;
    while (this.queue.length === 0) await this.line.wait();
    const facts = this.queue;
    this.empty();
    return facts;
  }

  override close() {
    this.left = true;
    this.empty();
  }

  private async pump() {
    while (!this.left) {
      const text = JSON.stringify(await super.next());
      this.line.heldLetters += text.length;
      this.queue.push(...(JSON.parse(text) as RecordedFact[]));
      this.line.hear(true);
    }
  }

  private empty() {
    this.line.heldLetters -= this.queue.length === 0 ? 0 : JSON.stringify(this.queue).length;
    this.queue = [];
  }
}
