import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import type { AccountState } from '../../domain/account/account.state.js';
import type { Quotes } from '../../domain/market/quote.js';
import type { OrderReport } from '../../domain/orders/order-report.js';
import { orderDecider } from '../../domain/orders/order.decider.js';
import { nameAtVenue } from '../../domain/orders/listed-order.js';
import { coordinatorDecider } from '../../domain/coordinator/coordinator.decider.js';
import { overallLevel, type HealthCommand } from '../../domain/coordinator/health.js';
import { dec } from '../../domain/shared/decimal.js';
import { streams } from '../../domain/shared/stream-names.js';
import { HOUR, MINUTE, SECOND, type UnixMs } from '../../domain/shared/time.js';
import type { VenueRulesKeeper } from '../market/venue-rules.js';
import type { EventStore } from '../ports/event-store.port.js';
import { VenueUnreachable } from '../ports/venue.port.js';
import type { OpenDeadlines } from '../scheduling/deadlines.js';
import { BalanceCheck } from './balance-check.js';
import { reconcileWithVenue, type Reconciled, type ReconcileParts } from './reconcile-with-venue.js';
import { UNREACHABLE_MS, type VenueHealth } from './venue-health.js';

export interface WatchParts extends ReconcileParts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly health: VenueHealth;
  readonly rules: VenueRulesKeeper;
  readonly open: () => OpenDeadlines;
}

/** Its name among the parts whose health the coordinator keeps. */
const COMPONENT = 'venue';
const RECONCILE_EVERY_MS = MINUTE;
const POLL_EVERY_MS = 5 * SECOND;
/** How far back the venue is asked what changed at a start: what happened while nobody listened. */
const LOOK_BACK_MS = 24 * HOUR;
/** Two clocks differ, and a venue may list a change some time after it. */
const OVERLAP_MS = MINUTE;

/**
 * Compares the desk with the venue: at a start, at every full minute, after any unknown outcome; every 5 s while working
 * orders can only be heard of by asking, while the venue gives no answer, and while its reports are known to be missing.
 * It remembers nothing that a restart would need: what it finds is in the log, and a start compares anew.
 */
export class VenueWatch {
  private readonly balances = new BalanceCheck();
  private lastDue: UnixMs = 0;
  private lastLook: UnixMs = 0;
  private settledTo: UnixMs | undefined;
  private absentSince: Reconciled['absentSince'] = {};
  private working = 0;
  /** The last look that found nothing to ask or to say, where the venue tells its revision. */
  private agreed: { readonly revision: string; readonly account: AccountState } | undefined;
  private incomplete = false;
  /** Since when the stream of reports is known to have kept something back. */
  private suspectSince: UnixMs | undefined;

  constructor(private readonly parts: WatchParts) {}

  isDue(at: UnixMs): boolean {
    return this.parts.health.takeDoubt() || Math.floor(at / RECONCILE_EVERY_MS) > this.lastDue;
  }

  /** When to look again before the next full minute; undefined while reports come by themselves. */
  get pollDue(): UnixMs | undefined {
    const { health, venue } = this.parts;
    const stream = venue.reportStream();
    const spoke = stream.state === 'up' ? (stream.lastReportAt ?? 0) : 0;
    if (this.suspectSince !== undefined && spoke > this.suspectSince) this.suspectSince = undefined;
    const blind = stream.state === 'none' || (stream.state === 'up' && this.suspectSince !== undefined);
    if (!health.isFailing && !this.incomplete && !(blind && this.working > 0)) return undefined;
    return (Math.floor(this.lastLook / POLL_EVERY_MS) + 1) * POLL_EVERY_MS;
  }

  /** Reports came by themselves: the stream speaks again. An adopted order is called there by another name than here. */
  async heard(reports: readonly OrderReport[]): Promise<readonly OrderReport[]> {
    if (reports.length === 0) return reports;
    this.suspectSince = undefined;
    const foreign = Object.values((await this.account()).foreignOrders);
    if (foreign.length === 0) return reports;
    const here = new Map(foreign.map((order) => [nameAtVenue(order), order.foreignOrderId]));
    return reports.map((report) => ({
      ...report,
      clientOrderId: here.get(report.clientOrderId) ?? report.clientOrderId,
    }));
  }

  /**
   * A price beyond a resting stop, and no word of the stop: a heartbeat that goes on proves nothing. True when the venue
   * must be asked now.
   */
  async keepsSilent(quotes: Quotes): Promise<boolean> {
    if (this.parts.venue.reportStream().state !== 'up') return false;
    const { positions } = await this.account();
    for (const { instrumentId, side, stop, stopOrderId } of Object.values(positions)) {
      const quote = quotes[instrumentId];
      if (stopOrderId === undefined || quote === undefined) continue;
      const reached = side === 'long' ? dec(quote.ask).lte(stop) : dec(quote.bid).gte(stop);
      if (!reached || (await this.spokeOfTrigger(stopOrderId))) continue;
      this.suspectSince ??= this.parts.clock.now();
      return true;
    }
    return false;
  }

  private async spokeOfTrigger(stopOrderId: string): Promise<boolean> {
    const state = await this.parts.runner.stateOf(orderDecider, streams.order(stopOrderId));
    return state.status !== 'working' || state.triggered;
  }

  /** Everything: orders, balances, metadata. True when the venue has answered every question. */
  async look(): Promise<boolean> {
    const answered = await this.compareAll();
    await this.report(answered && !this.parts.health.isFailing);
    return answered;
  }

  private async compareAll(): Promise<boolean> {
    const at = this.parts.clock.now();
    this.lastDue = Math.floor(at / RECONCILE_EVERY_MS);
    if (await this.isAsItWas()) {
      this.settledTo = at;
      return true;
    }
    const found = await this.asked(async () => {
      await this.parts.rules.ask();
      const compared = await this.compared({ since: await this.since() });
      if (compared.complete) await this.checkBalances();
      return compared;
    });
    this.incomplete = !found?.complete;
    if (found?.complete) this.settledTo = at;
    const revision = this.parts.venue.revision();
    const agreed = found?.complete && found.agreed && this.balances.isSettled && revision !== undefined;
    this.agreed = agreed ? { revision, account: await this.account() } : undefined;
    return !this.incomplete;
  }

  /** Both sides agreed, and neither has changed since: reading it all again would say the same. */
  private async isAsItWas(): Promise<boolean> {
    const { agreed } = this;
    if (!agreed || agreed.revision !== this.parts.venue.revision()) return false;
    const now = await this.account();
    const { balances, positions, reservations, foreignOrders } = agreed.account;
    return (
      now.balances === balances &&
      now.positions === positions &&
      now.reservations === reservations &&
      now.foreignOrders === foreignOrders
    );
  }

  /** Working orders alone, by one list: it is asked so often that it has to be cheap. The whole look, if one is wanting. */
  async poll(): Promise<boolean> {
    if (this.incomplete) return this.look();
    await this.asked(() => this.compared({}));
    return true;
  }

  private compared(range: { readonly since?: UnixMs }): Promise<Reconciled> {
    return reconcileWithVenue(this.parts, { ...range, open: this.parts.open(), absentSince: this.absentSince });
  }

  private async asked(ask: () => Promise<Reconciled>): Promise<Reconciled | undefined> {
    const { clock, health } = this.parts;
    const at = clock.now();
    this.lastLook = at;
    try {
      const found = await ask();
      this.working = found.working;
      this.absentSince = found.absentSince;
      if (found.missed) this.suspectSince ??= at;
      return found;
    } catch (error) {
      if (!(error instanceof VenueUnreachable)) throw error;
      return undefined;
    } finally {
      if (health.isUnreachable(at)) await this.emergency(at);
    }
  }

  /** What happened before the account was opened is in its opening balance. */
  private async since(): Promise<UnixMs> {
    if (this.settledTo !== undefined) return this.settledTo - OVERLAP_MS;
    const { store, accountId, clock } = this.parts;
    let opened = 0;
    for await (const { metadata } of store.readStream(streams.account(accountId), { limit: 1 })) opened = metadata.at;
    return Math.max(opened, clock.now() - LOOK_BACK_MS);
  }

  private async checkBalances(): Promise<void> {
    const { venue, clock } = this.parts;
    const at = clock.now();
    const [balances, positions] = [await venue.balances(), await venue.positions()];
    for (const correction of this.balances.look(at, await this.account(), balances, positions)) {
      const quotes = this.parts.market.quotes(false);
      const what = correction.position?.instrumentId ?? correction.currency;
      await this.order({ type: 'CorrectBalance', at, ...correction, quotes }, `${what} ${correction.evidence[0].at}`);
    }
  }

  private emergency(at: UnixMs): Promise<unknown> {
    const detail = `unreachable for more than ${UNREACHABLE_MS / SECOND} s`;
    return this.tell({ type: 'ReportComponent', at, component: COMPONENT, ok: false, detail, atLeast: 4 }, 'lost');
  }

  /**
   * While an outage is not forgotten, or the account stands at a level for which no component is to blame, each look
   * says how it went; an emergency is left by an operator alone.
   */
  private async report(ok: boolean): Promise<void> {
    const { runner, accountId, clock } = this.parts;
    const { components } = await runner.stateOf(coordinatorDecider, streams.coordinator(accountId));
    const { degradation } = await this.account();
    const stands = (degradation === 2 || degradation === 3) && degradation > overallLevel(components);
    if (components[COMPONENT] === undefined && !(ok && stands)) return;
    const detail = ok ? '' : 'did not answer every question';
    const found = { type: 'ReportComponent', at: clock.now(), component: COMPONENT, ok, detail } as const;
    await this.tell(stands && ok ? { ...found, standsAt: degradation } : found, 'look');
  }

  private account(): Promise<AccountState> {
    return this.parts.runner.stateOf(accountDecider, streams.account(this.parts.accountId));
  }

  private order(command: AccountCommand, key: string | number) {
    const { dispatcher, accountId } = this.parts;
    return dispatcher.start('venue watch', `${command.type} ${key}`, { to: 'account', id: accountId, command });
  }
  private tell(command: HealthCommand, key: string) {
    const { dispatcher, accountId } = this.parts;
    return dispatcher.start('venue watch', `${key} ${command.at}`, { to: 'coordinator', id: accountId, command });
  }
}
