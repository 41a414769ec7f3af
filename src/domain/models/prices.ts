import { dec, text, type DecimalString } from '../shared/decimal.js';

/** USD for a million tokens. */
export interface ModelPrice {
  readonly input: DecimalString;
  readonly output: DecimalString;
}

export const FREE: ModelPrice = { input: '0', output: '0' };

const PER = 1_000_000;

/** USD, exact. */
export const costOf = (price: ModelPrice, inputTokens: number, outputTokens: number): DecimalString =>
  text(dec(price.input).mul(inputTokens).add(dec(price.output).mul(outputTokens)).div(PER));
