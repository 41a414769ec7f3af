import { DeskStreams } from '../../../../../src/infrastructure/event-store/eventstoredb/desk-streams.js';

const desk = new DeskStreams();
const named = new DeskStreams('paper2');

test.each([
  ['order-1', 'OrderPlaced', 'order-1'],
  ['order-a.b-$c', 'OrderPlaced', 'order-a.b-$c'],
  ['$$order-1', '$metadata', undefined],
  ['$ce-order', '$>', undefined],
  ['$stats-127.0.0.1:2113', '$statsCollected', undefined],
  ['order-1', '$streamDeleted', undefined],
  ['order-1', '$>', undefined],
  ['paper2.order-1', 'OrderPlaced', undefined],
  ['storeIdentity', 'StoreNamed', undefined],
  ['-x', 'OrderPlaced', undefined],
])('%s of type %s is known as %s', (stored, type, name) => {
  expect(desk.named(stored, type)).toBe(name);
});

test('the node filters by the same rule', () => {
  for (const streams of [desk, named]) {
    const { regex } = streams.filter(undefined) as { regex: string };
    for (const stored of ['order-1', 'order-a.b-$c', '$$order-1', '$ce-order', 'paper2.order-1', 'storeIdentity', '-x'])
      expect([stored, new RegExp(regex).test(stored)]).toEqual([stored, streams.named(stored, 'T') !== undefined]);
  }
  expect(named.filter(['order', 'account'])).toEqual({ prefixes: ['paper2.order-', 'paper2.account-'] });
});

test('a namespace keeps to itself', () => {
  expect(named.stored('order-1')).toBe('paper2.order-1');
  expect(named.named('paper2.order-1', 'T')).toBe('order-1');
  expect(named.named('order-1', 'T')).toBeUndefined();
  expect(named.identity).not.toBe(desk.identity);
  expect(() => new DeskStreams('Not.One')).toThrow('not a namespace');
});

test.each(['$order-1', 'a.order-1'])('%s is refused: its facts would never be read', (stream) => {
  expect(() => desk.stored(stream)).toThrow('not a stream name');
});
