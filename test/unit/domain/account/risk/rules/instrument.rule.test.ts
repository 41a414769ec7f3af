import type { AssessIntent } from '../../../../../../src/domain/account/risk/assess-intent.js';
import {
  account,
  assess,
  btcLong,
  look,
  MISSING,
  NO_NUMBERS,
  saidBy,
  xrpBtcLong,
  xrpShort,
  ZERO_OR_LESS,
} from '../../../../../support/risk.js';

const said = saidBy('instrument');
const venue = (changes: object): Partial<AssessIntent> => ({
  instrument: { ...assess(btcLong()).instrument, ...changes } as AssessIntent['instrument'],
});

test('three symbols exist', () => {
  for (const intent of [btcLong(), xrpShort(), xrpBtcLong()]) expect(said(intent)).toBe('pass');
});

test.each(['DOGE/USDT', 'btc/usdt', '__proto__', 'constructor', '', null, undefined, 7])(
  'F-R5 %j is refused by its name, first of all',
  (id) => {
    const [code] = look(btcLong({ instrumentId: id as 'BTC/USDT' })) as readonly string[];
    expect(code).toBe('UNKNOWN_INSTRUMENT');
  },
);

test('the metadata of another instrument, or none, are of no use', () => {
  expect(said(btcLong(), account(), venue({ id: 'XRP/USDT' }))).toBe('UNKNOWN_INSTRUMENT');
  expect(said(btcLong(), account(), { instrument: undefined })).toBe('UNKNOWN_INSTRUMENT');
});

describe.each(['tick', 'lot', 'minQuantity', 'minCost', 'maxStop'])('F-R5 metadata %s', (field) => {
  test.each([...NO_NUMBERS, ...MISSING])('%s cannot be rounded with', (_what, value) => {
    expect(said(btcLong(), account(), venue({ [field]: value }))).toBe('UNKNOWN_INSTRUMENT');
  });

  test.each(ZERO_OR_LESS)('%s', (what, value) => {
    // A minimum of zero is none; a step of zero is no step.
    const fine = field.startsWith('min') && what === 'zero';
    expect(said(btcLong(), account(), venue({ [field]: value }))).toBe(fine ? 'pass' : 'UNKNOWN_INSTRUMENT');
  });
});
