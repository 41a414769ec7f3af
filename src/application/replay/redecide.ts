import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountState } from '../../domain/account/account.state.js';
import type { AccountFact } from '../../domain/account/account.events.js';
import { decisionDecider } from '../../domain/decisions/decision.decider.js';
import type { DecisionFact } from '../../domain/decisions/decision.events.js';
import type { DecisionState } from '../../domain/decisions/decision.state.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf } from '../../domain/shared/stream-names.js';
import { canonicalJson } from './canonical-json.js';

/** What was decided then, and what the same votes and rulings lead to now. */
export interface Redecided {
  readonly commits: number;
  readonly facts: number;
  readonly different: readonly { readonly position: string; readonly stream: string; readonly sentence: string }[];
}

/** Facts that say what others said; all other facts of a cycle follow from them. */
const SAID: readonly DecisionFact['type'][] = ['CycleOpened', 'ModelConsulted', 'VoteCast', 'VoteDiscarded'];

const wasSaid = ({ type, data }: RecordedFact): boolean =>
  SAID.some((said) => said === type) ||
  (type === 'ConflictResolved' && (data as { readonly resolver: string }).resolver === 'model');

/**
 * Goes through a log in its order and decides every cycle again from its recorded snapshot, votes and rulings, with the
 * policy that was in force: no model, no market and no clock is asked. Feed it all facts; it keeps the account's fold and
 * the open cycles.
 */
export class Redecision {
  private account: AccountState = accountDecider.initialState;
  private readonly cycles = new Map<string, DecisionState>();
  private commit: RecordedFact[] = [];
  private readonly different: Redecided['different'][number][] = [];
  private commits = 0;
  private facts = 0;
  private broken = false;

  feed(fact: RecordedFact): void {
    this.guarded(fact, () => this.take(fact));
  }

  finish(): Redecided {
    const [open] = this.commit;
    if (open) this.guarded(open, () => this.close());
    return { commits: this.commits, facts: this.facts, different: this.different };
  }

  /** A log that cannot be folded has its own line in the report; from here on nothing follows from anything. */
  private guarded(fact: RecordedFact, go: () => void): void {
    if (this.broken) return;
    try {
      go();
    } catch (error) {
      this.broken = true;
      this.differs(fact, `cannot be decided again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private take(fact: RecordedFact): void {
    const [open] = this.commit;
    if (open && (open.stream !== fact.stream || open.metadata.commandId !== fact.metadata.commandId)) this.close();
    const category = categoryOf(fact.stream);
    if (category === 'account') this.account = accountDecider.evolve(this.account, fact as unknown as AccountFact);
    if (category === 'decision') this.commit.push(fact);
  }

  /** One commit of a cycle: what was said is taken as it is, what was decided is decided again. */
  private close(): void {
    const { commit } = this;
    const [first] = commit;
    if (!first) return;
    this.commit = [];
    const { stream } = first;
    const before = this.cycles.get(stream) ?? decisionDecider.initialState;
    if (!commit.some(wasSaid)) this.compare(commit, before);
    const after = commit.reduce(
      (state, fact) => decisionDecider.evolve(state, fact as unknown as DecisionFact),
      before,
    );
    this.cycles.set(stream, after);
    if (after.status === 'concluded' && commit.some(({ type }) => type === 'ConsensusMeasured')) this.forgetOldCycles();
  }

  private compare(commit: readonly RecordedFact[], before: DecisionState): void {
    const [first] = commit as readonly [RecordedFact];
    const concludes = commit.some(({ type }) => type === 'TradeProposed' || type === 'CycleAbandoned');
    const { policy } = this.account;
    const type = concludes ? 'ConcludeCycle' : 'DetectConflicts';
    const decided = decisionDecider.decide({ type, policy, at: first.metadata.at }, before);
    this.commits += 1;
    this.facts += commit.length;
    const then = commit.map(shown);
    const now = decided.map(shown);
    const at = Math.max(then.length, now.length);
    const index = Array.from({ length: at }, (_, i) => i).find((i) => then[i] !== now[i]);
    if (index === undefined) return;
    this.differs(first, `decided ${then[index] ?? 'nothing more'}, and now ${now[index] ?? 'nothing more'}`);
  }

  private differs({ position, stream }: RecordedFact, sentence: string): void {
    this.different.push({ position, stream, sentence });
  }

  /** Late answers of a concluded cycle come within a minute; the newest few are enough. */
  private forgetOldCycles(): void {
    for (const [stream, { status }] of this.cycles) {
      if (this.cycles.size <= KEPT_CYCLES) return;
      if (status === 'concluded') this.cycles.delete(stream);
    }
  }
}

const KEPT_CYCLES = 100;

const shown = ({ type, data }: { readonly type: string; readonly data: unknown }): string =>
  `${type} ${canonicalJson(data)}`;
