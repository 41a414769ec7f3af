import { MINUTE } from '../../../../src/domain/shared/time.js';
import type { PanelPlan } from '../plan/panel.js';
import { hold, type AdviceFact, type FactOf } from './advice-fact.js';
import type { HealthCheck } from './health-check.js';

const RULES = 'rules';
const VOTE_MS = 30_000;
const RULING_MS = 10_000;
/** A run of the task is cut off after a minute, and the next look comes after another. */
const LONGEST_MS = 3 * MINUTE;
const BY_MODELS: readonly string[] = ['adviser-opposition', 'regime'];

interface Seen {
  readonly opened: FactOf<'CycleOpened'>['data'];
  /** By the desk's own schedule. */
  readonly scheduled: boolean;
  /** Members that held the desk back when it was opened. */
  readonly failing: ReadonlySet<string>;
  /** By instrument and member: the action. */
  readonly votes: Map<string, Map<string, string>>;
  readonly said: Set<string>;
  /** Time from the snapshot to the answer, by member. */
  readonly heardAfter: Map<string, number>;
  readonly measured: Set<string>;
  readonly waiting: Set<string>;
  readonly stopped: Set<string>;
  readonly ruled: Set<string>;
  readonly ended: Set<string>;
}

/** Every decision cycle from the facts alone: who may vote and when, what the votes come to, and that it ends. */
export class CycleCheck {
  private readonly cycles = new Map<string, Seen>();
  private readonly open = new Map<string, Seen>();

  constructor(
    private readonly health: HealthCheck,
    private readonly plan: PanelPlan | undefined,
    private readonly askFrom: number,
  ) {}

  take(fact: AdviceFact): void {
    if (fact.type === 'CycleOpened') return this.begin(fact);
    if (fact.type === 'ModelConsulted') return this.consulted(fact);
    const cycle = this.cycles.get(fact.stream);
    if (!cycle) return;
    switch (fact.type) {
      case 'VoteCast':
        return this.vote(cycle, fact.data);
      case 'VoteDiscarded':
        return this.once(cycle, fact.data.member, fact.data.instrumentId);
      case 'ConsensusMeasured':
        return this.measure(cycle, fact.data);
      case 'ConflictDetected':
        return void cycle.waiting.add(`${fact.data.instrumentId} ${fact.data.kind}`);
      case 'ConflictResolved':
        return this.settle(cycle, fact.data);
      case 'TradeProposed':
        this.propose(cycle, fact.data);
        return this.end(fact.stream, cycle, fact.data.instrumentId);
      case 'CycleAbandoned':
        return this.end(fact.stream, cycle, fact.data.instrumentId);
      default:
    }
  }

  /** Cycles that ought to have ended by now. */
  overdue(now: number, after = LONGEST_MS): readonly string[] {
    return [...this.open].flatMap(([stream, { opened }]) => (now - opened.takenAt > after ? [stream] : []));
  }

  private begin({ stream, data, metadata }: FactOf<'CycleOpened'>): void {
    const { panel, arbiters = [], takenAt, cycleId } = data;
    const scheduled = metadata.actor === 'trading-decision';
    const known = [RULES, ...(this.plan?.members ?? []).map(({ name }) => name)];
    const models = panel.length - 1 + arbiters.length;
    hold(
      panel.every((member) => known.includes(member)),
      `${cycleId} has a panel of ${panel.join(', ')}`,
    );
    if (scheduled && models > 0) {
      const level = this.health.levelAt(takenAt);
      hold(level < 2, `${models} models are asked at level ${level}`);
      hold(takenAt >= this.askFrom, `models are asked at ${takenAt}, and nobody may be before ${this.askFrom}`);
    }
    const seen: Seen = {
      opened: data,
      scheduled,
      failing: this.health.failing(),
      votes: new Map(),
      said: new Set(),
      heardAfter: new Map(),
      measured: new Set(),
      waiting: new Set(),
      stopped: new Set(),
      ruled: new Set(),
      ended: new Set(),
    };
    this.cycles.set(stream, seen);
    // What somebody else leaves undone, nobody ends.
    if (scheduled) this.open.set(stream, seen);
  }

  private consulted({ stream, data }: FactOf<'ModelConsulted'>): void {
    const cycle = this.cycles.get(stream);
    if (!cycle) return;
    const { member, purpose, askedAt, latencyMs } = data;
    const { panel, arbiters = [], takenAt } = cycle.opened;
    if (purpose === 'vote') {
      const may = panel.includes(member) || cycle.failing.has(`model:${member}`);
      hold(may, `${member} is asked for a vote, has no seat and nothing to show`);
      return void cycle.heardAfter.set(member, askedAt + latencyMs - takenAt);
    }
    hold(arbiters.includes(member), `${member} rules and is no arbiter`);
    hold(!cycle.ruled.has(member), `${member} rules twice`);
    cycle.ruled.add(member);
  }

  private once({ said }: Seen, member: string, instrumentId: string): void {
    hold(!said.has(`${member} ${instrumentId}`), `${member} votes twice on ${instrumentId}`);
    said.add(`${member} ${instrumentId}`);
  }

  private vote(cycle: Seen, { member, vote }: FactOf<'VoteCast'>['data']): void {
    const { instrumentId, action } = vote;
    this.once(cycle, member, instrumentId);
    hold(cycle.opened.panel.includes(member), `${member} has no seat and votes`);
    hold(!cycle.measured.has(instrumentId), `${member} votes on ${instrumentId} after the count`);
    const after = cycle.heardAfter.get(member);
    hold(member === RULES || after !== undefined, `${member} votes and was not asked`);
    hold(after === undefined || after <= VOTE_MS, `${member} votes after ${after} ms`);
    const votes = cycle.votes.get(instrumentId) ?? new Map<string, string>();
    cycle.votes.set(instrumentId, votes.set(member, action));
  }

  private measure(cycle: Seen, { instrumentId, validVotes, tally }: FactOf<'ConsensusMeasured'>['data']): void {
    const votes = [...(cycle.votes.get(instrumentId)?.values() ?? [])];
    const shown = `${validVotes} votes on ${instrumentId} are counted: ${JSON.stringify(tally)}`;
    hold(validVotes === votes.length, `${shown}, cast are ${votes.length}`);
    for (const [action, count] of Object.entries(tally)) {
      hold(count === votes.filter((each) => each === action).length, `${shown}, cast are ${votes.join(', ')}`);
    }
    cycle.measured.add(instrumentId);
  }

  private settle(cycle: Seen, data: FactOf<'ConflictResolved'>['data']): void {
    const { instrumentId, kind, resolver, outcome, by, latencyMs = 0, modification } = data;
    hold(cycle.waiting.delete(`${instrumentId} ${kind}`), `${kind} of ${instrumentId} is settled and was not open`);
    if (resolver === 'model') {
      hold(BY_MODELS.includes(kind) && cycle.ruled.has(by ?? ''), `${by} settles ${kind} of ${instrumentId}`);
      hold(latencyMs <= RULING_MS, `${by} settles ${kind} after ${latencyMs} ms`);
    }
    const size = Number(modification?.sizeFactor ?? 1);
    hold(size >= 0 && size <= 1, `${by} makes the trade ${size} times as large`);
    if (outcome === 'abort' || outcome === 'wait') cycle.stopped.add(instrumentId);
  }

  private propose(cycle: Seen, data: FactOf<'TradeProposed'>['data']): void {
    const { instrumentId, kind } = data;
    const { opened, stopped, waiting, votes } = cycle;
    // What nobody voted on was written by nobody.
    if (opened.panel.length === 0) return;
    const cast = [...(votes.get(instrumentId)?.values() ?? [])];
    const wanted = kind === 'close' ? 'close' : data.intent.direction === 'long' ? 'open_long' : 'open_short';
    const agreeing = cast.filter((action) => action === wanted).length;
    const shown = `${wanted} of ${instrumentId} is proposed by ${agreeing} of ${cast.length} votes`;
    hold(2 * cast.length > opened.panel.length, `${shown} in a panel of ${opened.panel.length}`);
    hold(2 * agreeing > cast.length, shown);
    hold(!stopped.has(instrumentId), `${shown}, and a conflict stops it`);
    hold(![...waiting].some((each) => each.startsWith(`${instrumentId} `)), `${shown}, and a conflict is open`);
  }

  private end(stream: string, cycle: Seen, instrumentId: string): void {
    const { ended, opened, scheduled, votes } = cycle;
    ended.add(instrumentId);
    if (ended.size < opened.instruments.length) return;
    this.open.delete(stream);
    if (!scheduled || opened.panel.length <= 1 || this.plan?.when !== 'on-proposal') return;
    // A proposal that came to no vote, for want of a price, was an occasion too.
    const proposed = opened.instruments.some(({ instrumentId: id }) => {
      const action = votes.get(id)?.get(RULES);
      return action === undefined || action.startsWith('open');
    });
    const held = opened.instruments.some(({ position }) => position !== undefined);
    hold(proposed || held, `models are asked in ${opened.cycleId}, where there is nothing to ask about`);
  }
}
