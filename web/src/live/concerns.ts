/** Which facts make which answer old. */
export const ACCOUNT =
  /^(Equity|FillBooked|FeeCharged|Trading|Cooldown|Breaker|Halt|Degradation|Period|Peak|Funds|Balance|Hodl|Profit|Position(Opened|Closed))/;
/** Whatever locks, frees or moves money, or shuts a gate. */
export const RISK =
  /^(Equity|FillBooked|FeeCharged|Trading|Cooldown|Breaker|Halt|Degradation|Period|Peak|Funds|Position|Intent|Reservation|Limits|Week|Streak|Execution|Foreign|Balance|Hodl|Profit)/;
export const ALERTS =
  /^(Breaker|Halt|Trading|Degradation|Protection|ExitTriggered|PositionClosed|Execution|Foreign|Balance|Price|Week|Order(Contradicted|SubmissionUncertain|Rejected|Denied|Accepted|Filled|Canceled|Expired))/;
export const POLICIES = /^(AccountOpened|LimitsChanged)/;
export const OVERRIDES = /^Override/;
export const POSITIONS = /^(Position|Protection|Exit|FillBooked|FeeCharged)/;
export const ORDERS = /^Order/;
export const FILLS = /^FillBooked/;
export const DECISIONS = /^(Cycle|ModelConsulted|Vote|Conflict|TradeProposed|Intent|PositionOpened|PositionClosed)/;
export const VERDICTS = /^Intent(Approved|Resized|Denied)/;
export const SIGNALS = /^(Signal|RegimeChanged)/;
export const SCORES = /^(CycleOpened|CycleAbandoned|TradeProposed|Vote|ModelConsulted)/;
export const TASKS = /^(Task|SignalRecorded|SignalMissed|Spend)/;
export const SPENDING = /^(Spend|ModelConsulted)/;
export const MODEL_CALLS = /^ModelConsulted/;
export const CONFLICTS = /^Conflict/;
export const COMPONENTS = /^Component/;
/** The trade log leaves out what agents say every minute. */
export const AUDIT = /^(?!Signal|EquityMarked|Task)/;
