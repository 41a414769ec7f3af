import {
  add,
  compare,
  divide,
  isDecimal,
  multiply,
  negate,
  round,
  signOf,
  subtract,
  trimmed,
} from '../../../web/src/format/decimal.js';

describe('decimal text', () => {
  it('adds and subtracts to the last digit, where floats fail', () => {
    expect(add('0.1', '0.2')).toBe('0.3');
    expect(add('9007199254740993', '0.00000001')).toBe('9007199254740993.00000001');
    expect(subtract('1', '1.00000001')).toBe('-0.00000001');
  });

  it('multiplies without losing a digit', () => {
    expect(multiply('0.03331334', '60036.1')).toBe('2000.003011574');
    expect(multiply('-1.5', '0.5')).toBe('-0.75');
  });

  it.each([
    ['1', '3', 4, '0.3333'],
    ['2', '3', 4, '0.6667'],
    ['-2', '3', 4, '-0.6667'],
    ['1', '8', 2, '0.13'],
    ['-1', '8', 2, '-0.13'],
    ['123.456', '0.1', 0, '1235'],
    ['1', '1000.00001', 2, '0.00'],
  ])('divides %s by %s to %i places: %s', (a, b, places, expected) => expect(divide(a, b, places)).toBe(expected));

  it('has no answer to a division by zero', () => expect(divide('1', '0.00', 2)).toBeUndefined());

  it.each([
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1.01'],
    ['1.004999999999999999999', 2, '1.00'],
    ['2', 2, '2.00'],
    ['0.00000001', 8, '0.00000001'],
    ['n/a', 2, 'n/a'],
  ])('rounds %s to %i places: %s', (value, places, expected) => expect(round(value, places)).toBe(expected));

  it.each(['NaN', 'Infinity', '', '1e5', '1.', '.5', '0x10', '1 000'])('takes %p for no number', (value) => {
    expect(isDecimal(value)).toBe(false);
    expect(add(value, '1')).toBeUndefined();
    expect(negate(value)).toBeUndefined();
    expect(signOf(value)).toBe(0);
  });

  it('compares by value, not by text', () => {
    expect(compare('10', '9.9')).toBe(1);
    expect(compare('1.0', '1')).toBe(0);
    expect(signOf('-0.00')).toBe(0);
  });

  it('drops only zeros that say nothing', () => {
    expect(trimmed('1.2300')).toBe('1.23');
    expect(trimmed('100')).toBe('100');
    expect(trimmed('5.000')).toBe('5');
  });
});
