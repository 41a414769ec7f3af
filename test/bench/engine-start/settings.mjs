/** The market that big-log's facts were traded on. */
export const MARKET = ['market.seed=7', 'market.startAt=2025-01-06', 'market.historyDays=0'];

/** Every fourth signal, so that the streams of the account, the venue and the orders are long too. */
export const engineLogOptions = (count) => ({ count, keepSignals: 4 });
