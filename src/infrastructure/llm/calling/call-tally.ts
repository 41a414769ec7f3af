import { costOf, type ModelPrice } from '../../../domain/models/prices.js';
import { add } from '../../../domain/shared/decimal.js';
import type { Usage, WireReply } from './wire.js';

/** What the attempts of one call came to. */
export class CallTally {
  attempts = 0;
  inputTokens = 0;
  outputTokens = 0;
  cost = '0';
  isEstimate = false;

  constructor(
    private readonly price: ModelPrice,
    /** What one attempt may come to at most. */
    private readonly worst: Usage,
  ) {}

  add(reply: WireReply): void {
    const { usage } = reply;
    if (usage) {
      this.inputTokens += usage.inputTokens;
      this.outputTokens += usage.outputTokens;
      this.charge(usage);
    } else if (reply.kind === 'text' || reply.mayCost || reply.isAlive) {
      // Nobody counted for us; whoever cut the call off may still be charged for it.
      this.isEstimate = true;
      this.charge(this.worst);
    }
  }

  private charge({ inputTokens, outputTokens }: Usage): void {
    this.cost = add(this.cost, costOf(this.price, inputTokens, outputTokens));
  }
}
