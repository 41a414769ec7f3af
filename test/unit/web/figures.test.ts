import { INSTRUMENTS, INSTRUMENT_IDS } from '../../../src/domain/market/instrument.js';
import {
  amount,
  confidence,
  grouped,
  money,
  multipleOfR,
  NOTHING,
  percentOf,
  price,
  priceDigits,
  quantity,
  signedMoney,
  signedPercent,
} from '../../../web/src/format/figures.js';

const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');

describe('figures for people', () => {
  it.each([
    ['0', '0'],
    ['999', '999'],
    ['1000', '1 000'],
    ['-1234567.891', '-1 234 567.891'],
    ['0.123456', '0.123456'],
  ])('groups %s as %s', (value, expected) => expect(plain(grouped(value))).toBe(expected));

  it('shows the sign of what was won or lost, and none of zero', () => {
    expect(plain(signedMoney('12.345'))).toBe('+12.35');
    expect(plain(signedMoney('-12.345'))).toBe('-12.35');
    expect(plain(signedMoney('-0.004'))).toBe('0.00');
    expect(plain(signedMoney('0.004'))).toBe('0.00');
    expect(plain(signedPercent('-1.5'))).toBe('-1.50 %');
    expect(plain(multipleOfR('2.4449'))).toBe('+2.44 R');
  });

  it('shows a dash for what is not there', () => {
    for (const shown of [money(undefined), signedMoney(undefined), multipleOfR(undefined), confidence(undefined)]) {
      expect(shown).toBe(NOTHING);
    }
  });

  it('shows text that is no number as it came', () => expect(money('unknown')).toBe('unknown'));

  it.each(INSTRUMENT_IDS)('uses the tick of %s for its prices', (id) => {
    expect(priceDigits(id)).toBe(INSTRUMENTS[id].tick.split('.')[1]?.length);
  });

  it('never shows a long tail of an average', () => {
    expect(plain(price('60036.123456789012', 'BTC/USDT'))).toBe('60 036.1');
    expect(plain(price('0.000010234567', 'XRP/BTC'))).toBe('0.00001023');
    expect(plain(quantity('2843.55899824', 'XRP/USDT'))).toBe('2 843.5590');
    expect(plain(amount('2801.738265', 'USDT'))).toBe('2 801.74');
  });

  it('does not round a confidence up to a floor that it missed', () => {
    expect(confidence('0.5999')).toBe('0.599');
    expect(confidence('0.6')).toBe('0.600');
  });

  it('gives percentages of texts, and none of nothing', () => {
    expect(percentOf('-23.12', '10000')).toBe('-0.2312');
    expect(percentOf('1', '0')).toBeUndefined();
    expect(percentOf(undefined, '1')).toBeUndefined();
  });
});
