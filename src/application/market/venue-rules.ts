import { type Instrument } from '../../domain/market/instrument.js';
import { INSTRUMENT_IDS } from '../../domain/market/instrument.js';
import { sameRules, venueRulesDecider } from '../../domain/market/venue-rules.decider.js';
import type { OrderRejected } from '../../domain/orders/order.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { Clock } from '../ports/clock.port.js';
import { type Venue, VenueUnreachable } from '../ports/venue.port.js';
import type { MarketState } from './market-state.js';

export interface VenueRulesParts {
  readonly venue: Venue;
  readonly market: MarketState;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
}

/** Words of a refusal after which what we believe of the instrument is worth a question. */
const NAMES_A_RULE = /minimum|tick|lot|precision|decimals/i;

/** Keeps what the venue demands of orders: recorded where it changes, and shown by the market to whoever rounds. */
export class VenueRulesKeeper {
  constructor(private readonly parts: VenueRulesParts) {}

  /** What was last recorded holds until the venue has been asked. */
  async recover(): Promise<void> {
    const { runner, market } = this.parts;
    for (const id of INSTRUMENT_IDS) {
      const { rules } = await runner.stateOf(venueRulesDecider, streams.market(id));
      if (rules) market.hold({ ...market.metadata[id], ...rules });
    }
  }

  /** @throws VenueUnreachable */
  async ask(): Promise<void> {
    for (const instrument of await this.parts.venue.instruments()) {
      if (!sameRules(instrument, this.parts.market.metadata[instrument.id])) await this.changed(instrument);
    }
  }

  reactionTo(fact: RecordedFact): (() => Promise<void>) | undefined {
    if (fact.type !== 'OrderRejected') return undefined;
    const { reason } = (fact as RecordedFact<OrderRejected>).data;
    return NAMES_A_RULE.test(reason) ? () => this.askIfReachable() : undefined;
  }

  private async changed(instrument: Instrument): Promise<void> {
    const { dispatcher, clock, market } = this.parts;
    const at = clock.now();
    const command = { type: 'RecordVenueRules' as const, at, instrument };
    await dispatcher.start('venue rules', at, { to: 'market', id: instrument.id, command });
    market.hold({ ...instrument, maxStop: market.metadata[instrument.id].maxStop });
  }

  private async askIfReachable(): Promise<void> {
    try {
      await this.ask();
    } catch (error) {
      if (!(error instanceof VenueUnreachable)) throw error;
    }
  }
}
