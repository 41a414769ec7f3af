/**
 * Every fact that the desk writes, with the stream it lies in and the moment it stands for. The compiler holds the list
 * against the unions of facts: a new fact without its line here does not build, and without a golden file under
 * test/fixtures/facts fails the tests. docs/facts.md is made of it.
 */
import type { AccountFact } from '../account/account.events.js';
import type { BudgetFact } from '../budget/budget.events.js';
import type { CoordinatorFact } from '../coordinator/coordinator.events.js';
import type { DecisionFact } from '../decisions/decision.events.js';
import type { MarketFact } from '../market/venue-rules.decider.js';
import type { TopicFact } from '../messages/topic.events.js';
import type { PaperVenueFact } from '../matching/paper-venue.events.js';
import type { OrderFact } from '../orders/order.events.js';
import type { OutsideAgentFact } from '../outside-agents/outside-agents.events.js';
import type { OverrideFact } from '../overrides/override.events.js';
import type { SignalFact } from '../signals/signal.events.js';
import type { Fact } from './fact.js';

/** All facts by the category of their stream, in the order in which a trade goes through them. */
export interface FactsByCategory {
  readonly signal: SignalFact;
  readonly decision: DecisionFact;
  readonly account: AccountFact;
  readonly order: OrderFact;
  readonly coordinator: CoordinatorFact;
  readonly modelBudget: BudgetFact;
  readonly override: OverrideFact;
  readonly outsideAgents: OutsideAgentFact;
  readonly topic: TopicFact;
  readonly market: MarketFact;
  readonly paperVenue: PaperVenueFact;
}

export type DeskFact = FactsByCategory[keyof FactsByCategory];
type TypesOf<F extends Fact> = Readonly<Record<F['type'], string>>;

/** When each fact is written, one sentence each. */
export const FACT_CATALOGUE: { readonly [Category in keyof FactsByCategory]: TypesOf<FactsByCategory[Category]> } = {
  signal: {
    SignalRecorded: 'An agent has looked at an instrument and says what it thinks of it.',
    SignalMissed: 'A run of an agent gave no opinion: from now on it has none.',
    ModelConsulted: 'A model was asked for an opinion: the prompt, the answer, what it cost and how long it took.',
    RegimeChanged: 'Two equal readings of successive closed 1h candles; committed with the signal that saw the second.',
  },
  decision: {
    CycleOpened: 'A trading decision is due: what it may see is frozen.',
    ModelConsulted: 'A model was asked: the prompt, the answer, what it cost and how long it took.',
    VoteCast: 'A member of the panel gave a valid vote on one instrument.',
    VoteDiscarded: 'What a member said on an instrument does not count as a vote, and why.',
    ConsensusMeasured: 'The votes on an instrument are counted and the advisers weighed in.',
    ConflictDetected: 'Two things that cannot both hold were found.',
    ConflictResolved: 'The conflict was decided; committed with its detection unless a model was asked.',
    TradeProposed: 'The leg ends in a proposal: an opening for the risk engine, or a close for the exits.',
    CycleAbandoned: 'The leg ends in nothing, and why.',
  },
  account: {
    AccountOpened: 'The first start on an empty log.',
    FundsDeposited: 'Money came in and was shared among the books.',
    FundsTransferred: 'An operator moved free money from one book to another.',
    FundsWithdrawn: 'An operator took free money out of the account.',
    BalanceCorrected: 'The venue holds something else, seen twice with nothing under way: the books follow it.',
    ProfitSetAside: 'A position closed at a new high of the net result: a part of what is new goes to the hodl book.',
    HodlOrdered: 'What was set aside is enough for an order: permission of one purchase that is kept.',
    HodlBought: 'An execution of such a purchase, at what it really cost.',
    HodlWithdrawn: 'An operator took what was kept out of the account: the program never sells it.',
    LimitsChanged: 'An administrator set other limits, within the hard caps.',
    IntentApproved: 'The risk engine allows one order of exactly these terms, and locks its money.',
    IntentResized: 'As IntentApproved, smaller than the formula alone would have it.',
    IntentDenied: 'The risk engine refuses an opening; the first code is the one that counts.',
    IntentRevoked: 'An approval whose order has not ended is taken back.',
    ReservationReleased: 'An order ended without using all it had locked.',
    ForeignOrderAdopted: 'An order at the venue that is not ours was found; it closes its instrument to openings.',
    ForeignOrderClaimed: 'An operator answers for it and says what protects its fills.',
    ForeignOrderCancelRequested: 'It is to be cancelled: an operator says so, or whatever takes back all entries.',
    ForeignOrderReleased: 'It came to its end.',
    FillBooked: 'An execution enters the books; everything that follows from it is in the same commit.',
    FeeCharged: 'Borrowing cost money: at the opening, and for each full period after it.',
    PositionOpened: 'The first fill of an entry.',
    PositionChanged: 'A further fill made the position larger, or closed a part of it.',
    PositionClosed: 'The last unit is gone; what the whole life of the position made.',
    ProtectionChanged: 'A stop is wanted for what is filled now, at this level: permission of the n-th.',
    ProtectionLost: 'The stop ended at the venue without closing the position.',
    StopRecalled: 'The stop that rested between two market orders of an exit is cancelled for the next one.',
    ExitTriggered: 'The first closer won the race; all later ones are no-ops.',
    ExitStepped: 'The next rung of the way out: permission of one closing order.',
    PriceLost: 'A position is open and nobody knows its price: nothing is done, people are told.',
    PriceRestored: 'Its price is known again.',
    ExitEnded: 'The way out is over: the next closer may run.',
    LotAcquired: 'A cash purchase became a lot.',
    LotDisposed: 'A cash sale took units from a lot, first in, first out.',
    EquityMarked: 'The value of the account was worth recording: a fill, an hour, a period, a peak or a move of 0.1 %.',
    PeriodOpened: 'The first look in a new UTC day or week: its losses are measured from here.',
    PeakReanchored: 'A drawdown halt was cleared: the peak is here now.',
    BreakerTripped: 'Losses, failed orders or a jump of the price reached their limit.',
    BreakerCleared:
      'The breaker is over: by time, a review, the next trade, or with the halt that it had brought about.',
    CooldownStarted: 'Openings wait: in one instrument after an entry, in all after a loss. The longest one wins.',
    ExecutionFailed: 'An order was refused by the venue, never arrived or could not be sent; a fill counts anew.',
    WeekReviewed: 'An operator has looked at the week whose loss tripped the breaker.',
    StreakCleared: 'An operator said that the losses in a row no longer count.',
    TradingPaused: 'One more reason not to open anything.',
    TradingResumed: 'That reason is gone; others may stand.',
    TradingHalted: 'No openings until an administrator has looked.',
    HaltCleared: 'An administrator has looked.',
    DegradationChanged: 'Components fail or recover: from level 3 on nothing is opened.',
  },
  order: {
    OrderInitialized: 'A permission became an order, before anything was sent.',
    OrderAdopted: 'It was found at the venue and is not ours.',
    OrderDenied: 'We do not send it (any more).',
    OrderSubmitted: 'One attempt is permitted; whoever appended this makes the call.',
    OrderNotSent: 'The attempt surely failed to reach the venue.',
    OrderSubmissionUncertain: 'No answer came: the venue is asked, nothing is sent again.',
    OrderAccepted: 'The venue has it.',
    OrderRejected: 'The venue refused it, or it never arrived.',
    OrderTriggered: 'The market reached its trigger.',
    OrderUpdateRequested: 'We want other terms of a living order.',
    OrderUpdated: 'The venue has it with these terms.',
    OrderUpdateRejected: 'The venue keeps the terms that it had.',
    OrderCancelRequested: 'We want it to end.',
    OrderCancelRejected: 'The venue would not cancel it.',
    OrderCanceled: 'It ended before it was complete.',
    OrderExpired: 'Its time was up.',
    OrderFilled: 'One execution.',
    OrderContradicted: 'The venue says what cannot be true beside what it said before; recorded once, not acted on.',
  },
  coordinator: {
    TaskStarted: 'A run that decides has begun.',
    TaskCompleted: 'It came to its end.',
    TaskFailed: 'It did not, or a crash cut it off.',
    TaskDisabled: 'Somebody wants the task not to be started any more.',
    TaskEnabled: 'It may be started again.',
    ComponentFailed: 'A part of the desk failed, and that counts: it may hold the desk to a stricter level.',
    ComponentRecovered: 'A part that had failed did well, or holds the desk back no more for another reason.',
  },
  modelBudget: {
    SpendReserved: 'A model is about to be asked: the most that this may cost is set apart.',
    SpendSettled: 'The call came to its end, and this is what it cost.',
    SpendReleased: 'The call was not made: what was set apart is free again.',
  },
  override: {
    OverrideRequested: 'A person asks for something, with a reason; nothing is done yet.',
    OverrideConfirmed: 'The second word came in time: it is to be carried out.',
    OverrideExpired: 'No second word came in time: it never will be.',
    OverrideExecuted: 'It was carried out, or there was nothing to do.',
    OverrideRefused: 'It was not carried out, and why.',
  },
  outsideAgents: {
    OutsideAgentRegistered: 'An agent of another program may give signals from now on.',
    OutsideAgentRetired: 'It may not any more.',
    OutsideAgentAsked: 'A decision cycle was opened: the agent is asked what it thinks.',
    OutsideAgentAnswered: 'It said so in time; a signal is made of it, and nothing else.',
    OutsideAnswerRefused: 'What it said does not count, and why.',
  },
  topic: {
    MessagePublished: 'Something was said on a topic: a request, a response to one, a notice.',
  },
  market: {
    VenueRulesChanged: 'The venue demands something else of orders in the instrument than it did.',
  },
  paperVenue: {
    PaperBalanceMoved: 'The pretend venue took in the opening deposit, or its fee for borrowing.',
    PaperOrderPlaced: 'The pretend venue took an order.',
    PaperOrderTriggered: 'A candle or a quote reached the trigger of a resting order.',
    PaperOrderTrailed: 'A trailing stop moved with the market.',
    PaperOrderUpdated: 'The pretend venue gave a working order other terms.',
    PaperOrderFilled: 'One execution with all it does to the pretend balances.',
    PaperOrderEnded: 'An order left the pretend book, or was refused.',
    PaperRulesChanged: 'The pretend venue gave an instrument another tick, lot or minimum while it ran.',
    PaperVenueRestarted: 'The pretend venue came back without what it had done last.',
  },
};
