const ENDED = new Set(['OrderCanceled', 'OrderExpired', 'OrderRejected', 'OrderDenied']);

/** What is under way after each fact: a log can be cut and joined only where nothing is. */
class UnderWay {
  constructor() {
    this.ids = new Set();
  }

  hear({ type, data }) {
    if (type === 'PositionOpened') this.ids.add(`position ${data.positionId}`);
    if (type === 'PositionClosed') this.ids.delete(`position ${data.positionId}`);
    if (type === 'PaperOrderPlaced') this.ids.add(`venue ${data.order.clientOrderId}`);
    if (type === 'PaperOrderEnded') this.ids.delete(`venue ${data.clientOrderId}`);
    if (type === 'TaskStarted') this.ids.add(`task ${data.runId}`);
    if (type === 'TaskCompleted') this.ids.delete(`task ${data.runId}`);
    if (type === 'OrderInitialized') this.ids.add(`order ${data.clientOrderId}`);
    if (ENDED.has(type) || (type === 'OrderFilled' && data.leavesQty === '0')) {
      this.ids.delete(`order ${(data.order ?? data).clientOrderId}`);
    }
  }
}

/**
 * The longest stretch of a log that begins and ends with a flat account, between two steps of the market:
 * `{ head, loop }`, what opens the account and what may be told again and again after it.
 */
export const flatLoop = (facts) => {
  const underWay = new UnderWay();
  const cuts = [];
  for (const [i, fact] of facts.entries()) {
    underWay.hear(fact);
    const next = facts[i + 1];
    if (next !== undefined && underWay.ids.size === 0 && next.metadata.at > fact.metadata.at) cuts.push(i + 1);
  }
  const [from] = cuts;
  const to = cuts.at(-1);
  if (from === undefined || to === from) throw new Error('the account is never flat twice: take more days');
  return { head: facts.slice(0, from), loop: facts.slice(from, to) };
};
