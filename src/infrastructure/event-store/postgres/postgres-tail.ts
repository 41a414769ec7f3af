import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { RecordedFact } from '../../../domain/shared/fact.js';
import { categoryOf } from '../../../domain/shared/stream-names.js';
import { numberOf } from '../codec/position.js';
import type { FactSource } from '../subscriptions/pulled-subscription.js';
import { endOfTurn } from './end-of-turn.js';
import { type FactPages, type LogPage, PAGE } from './fact-pages.js';
import type { HeadSignal } from './head-signal.js';
import type { RecentFacts } from './recent-facts.js';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

export interface TailParts {
  readonly pages: FactPages;
  readonly recent: RecentFacts;
  readonly signal: HeadSignal;
  /** Told of each failed look (undefined: the last one went well). */
  readonly onTrouble: (trouble: string | undefined) => void;
}

/** A subscription's place in the log: two pages in memory, the rest on the server until it is asked for. */
export class PostgresTail implements FactSource {
  private cancelWait: (() => void) | undefined;
  /** The page behind `at`, asked for while the one before is read. */
  private ahead: Promise<LogPage> | undefined;
  private closed = false;
  private readonly wanted: ReadonlySet<string> | undefined;

  constructor(
    private readonly parts: TailParts,
    private at: number,
    private readonly categories: readonly string[] | undefined,
  ) {
    this.wanted = categories && new Set(categories);
  }

  async next(): Promise<readonly RecordedFact[]> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.closed) {
      try {
        const facts = (this.ahead ? undefined : this.fromMemory()) ?? (await this.fromServer());
        retryMs = FIRST_RETRY_MS;
        if (facts.length > 0) return facts;
      } catch (error) {
        // Only what may pass is waited for: a fact that can't be read must reach the reader as an error.
        if (!(error instanceof StoreUnavailable)) throw error;
        this.parts.onTrouble(error.message);
        await this.pause(retryMs);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
    return new Promise(() => undefined);
  }

  close(): void {
    this.closed = true;
    this.cancelWait?.();
  }

  /** Undefined where memory doesn't hold the next fact. */
  private fromMemory(): readonly RecordedFact[] | undefined {
    const facts = this.parts.recent.following(this.at, PAGE);
    const last = facts.at(-1);
    if (!last) return undefined;
    this.at = numberOf(last.position);
    const wanted = this.wanted;
    return wanted ? facts.filter((fact) => wanted.has(categoryOf(fact.stream))) : facts;
  }

  private async fromServer(): Promise<readonly RecordedFact[]> {
    const asked = this.ahead ?? this.parts.pages.ofLog(this.at, PAGE, this.categories);
    this.ahead = undefined;
    const page = await asked;
    this.parts.onTrouble(undefined);
    const upTo = Math.max(this.at, page.upTo);
    if (upTo < page.head && !this.closed) await this.askAhead(upTo);
    const facts = this.read(page);
    this.at = upTo;
    if (facts.length === 0 && upTo >= page.head) {
      await this.parts.signal.beyond(upTo, (cancel) => (this.cancelWait = cancel));
    }
    return facts;
  }

  private async askAhead(at: number): Promise<void> {
    this.ahead = this.parts.pages.ofLog(at, PAGE, this.categories);
    // Its failure is told when its turn comes.
    this.ahead.catch(() => undefined);
    await endOfTurn();
  }

  /** A page that can't be read is not passed: the next look begins with it again. */
  private read(page: LogPage): readonly RecordedFact[] {
    try {
      return page.facts();
    } catch (error) {
      this.ahead = undefined;
      throw error;
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.cancelWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
