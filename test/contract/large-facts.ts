import type { EventStore, NewFact } from '../../src/application/ports/event-store.port.js';
import { heldMegabytes } from './held-memory.js';
import { aFact, numbered } from './named-facts.js';
import { type StoreUnderTest, turn, waitsOf } from './store-under-test.js';

/** 20 MB of text, of which a page of 500 facts is a fifth. */
const LARGE = { appends: 20, facts: 125, letters: 8_000 } as const;
const MAX_HELD_MEGABYTES = 10;

let made: readonly (readonly NewFact[])[] | undefined;
const largeAppends = () =>
  (made ??= numbered(LARGE.appends, 'large').map((name) =>
    numbered(LARGE.facts, `${name}.`).map((fact) => aFact(fact, { text: 'x'.repeat(LARGE.letters) })),
  ));

/** Appends the large facts from the `from`th to before the `to`th of twenty appends to `order-1`. */
export const appendLarge = async (store: EventStore, from: number, to: number): Promise<void> => {
  for (const [n, facts] of largeAppends().slice(from, to).entries())
    await store.append('order-1', facts, from + n === 0 ? 'none' : (from + n) * LARGE.facts - 1);
};

/** That a reader who has taken the first fact, and no more, makes the store hold a page or two at most. */
export const expectLittleHeldBy = async (under: StoreUnderTest, readers: AsyncIterator<unknown>[]): Promise<void> => {
  await waitsOf(under).idle();
  const held = under.held ?? heldMegabytes;
  // What goes when the reader goes is what was held for it; what the store itself holds stays.
  const before = held();
  await readers.pop()?.return?.();
  await turn();
  expect(before - held()).toBeLessThan(MAX_HELD_MEGABYTES);
};
