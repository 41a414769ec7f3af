import { validate, version } from 'uuid';
import { factOf, outgoing } from '../../../../../src/infrastructure/event-store/eventstoredb/stored-facts.js';
import { aFact } from '../../../../support/facts.js';

const idOf = (...fact: Parameters<typeof aFact>) => outgoing([aFact(...fact)]).records[0]?.id as string;

test('a record has a UUID that names all of its content', () => {
  const id = idOf('a', { n: 1 }, 'Noted');
  expect(validate(id) && version(id)).toBe(8);
  expect(id).toBe(id.toLowerCase());
  expect(idOf('a', { n: 1 }, 'Noted')).toBe(id);
  expect(
    new Set([id, idOf('b', { n: 1 }, 'Noted'), idOf('a', { n: 2 }, 'Noted'), idOf('a', { n: 1 }, 'Other')]).size,
  ).toBe(4);
});

test('its size is that of its text in UTF-8', () => {
  const fact = aFact('a', { text: '漢字' });
  const { bytes } = outgoing([fact]);
  expect(bytes).toBe(Buffer.byteLength(JSON.stringify(fact.data)) + Buffer.byteLength(JSON.stringify(fact.metadata)));
});

test.each(['', '$metadata'])('a type %j is refused before it reaches the node', (type) => {
  expect(() => outgoing([aFact('a', {}, type)])).toThrow('not a type of a fact');
});

const record = {
  streamId: 'order-1',
  revision: 3n,
  type: 'Noted',
  data: { n: 1 },
  metadata: aFact('a').metadata as unknown,
  isJson: true,
  position: { commit: 70n, prepare: 70n },
};

test('a record becomes the fact that was stored', () => {
  expect(factOf(record, 'order-1', {})).toMatchObject({ version: 3, position: '0000000000000000070', data: { n: 1 } });
});

test.each([
  ['binary', { isJson: false, data: new Uint8Array() }],
  ['without metadata', { metadata: undefined }],
  ['with metadata of somebody else', { metadata: { $correlationId: 'x' } }],
])('a record that is %s is told by its place, never skipped', (_, change) => {
  expect(() => factOf({ ...record, ...change }, 'order-1', {})).toThrow('order-1 3 at 0000000000000000070 is no fact');
});
