import { collect } from '../support/facts.js';
import { aFact, someFacts } from './named-facts.js';
import type { Properties, StoreUnderTest } from './store-under-test.js';

/** The data as it comes back after it was stored. */
const roundTrip = async ({ store }: StoreUnderTest, data: unknown): Promise<unknown> => {
  await store.append('order-1', [aFact('a', data)], 'none');
  return (await collect(store.readStream('order-1')))[0]?.data;
};

/** The event store contract about what is stored. */
export const content = {
  'gives unicode, controls, deep and empty values back unchanged': async (under) => {
    const data = {
      text: 'naïve — 漢字 🚀 \u0000 \u2028 \ud800 "quoted" \\ {} , \n',
      'key with 🚀 and "': { empty: {}, list: [], none: null, yes: true, tiny: 5e-324, nested: [[[{ a: [] }]]] },
    };
    expect(await roundTrip(under, data)).toEqual(data);
  },

  'keeps a stream name of any letters': async ({ store }) => {
    const name = 'order-漢字 "1"/é-2';
    await store.append(name, [aFact('a')], 'none');
    expect((await collect(store.readStream(name)))[0]?.stream).toBe(name);
  },

  'keeps the order of the keys, so that a seal over the text holds': async (under) => {
    const data = { z: 1, a: { y: 1, b: 2 }, m: 3, '2': 'integer keys', '1': 'go first' };
    expect(JSON.stringify(await roundTrip(under, data))).toBe(JSON.stringify(data));
  },

  'keeps integers beyond 2^53 and long decimals to the last digit, as text': async (under) => {
    const data = {
      wei: '9007199254740993000000000000000001',
      price: '0.000000000000000000000000000000000001',
      trailing: '1.10',
      largest: Number.MAX_SAFE_INTEGER,
    };
    expect(await roundTrip(under, data)).toEqual(data);
  },

  'keeps the type and the whole envelope': async ({ store }) => {
    const fact = aFact('a', { id: 'a' }, 'OtherThing');
    const { type, metadata } = { ...fact, metadata: { ...fact.metadata, actor: 'opératrice', at: 1_700_000_000_001 } };
    await store.append('order-1', [{ ...fact, metadata }], 'none');
    const [read] = await collect(store.readStream('order-1'));
    expect({ type: read?.type, metadata: read?.metadata }).toEqual({ type, metadata });
  },

  'keeps a fact of a megabyte': async (under) => {
    const data = { prompt: 'x'.repeat(1_000_000) };
    expect(await roundTrip(under, data)).toEqual(data);
  },

  'keeps an append of a thousand facts': async ({ store }) => {
    await store.append('order-1', someFacts(1_000, 'a'), 'none');
    expect(await collect(store.readStream('order-1'))).toHaveLength(1_000);
  },
} satisfies Properties;
