import { randomUUID } from 'node:crypto';
import { NodeLog } from '../../support/eventstoredb/node-log.js';
import type { ProposedFact } from '../../support/eventstoredb/stored-fact.js';

/** Shared, because a hundred thousand buffers cost more than the log that is tested. */
const [DATA, NOTHING] = [Buffer.from('{}'), Buffer.alloc(0)];

const fact = (): ProposedFact => ({
  id: randomUUID(),
  type: 'Noted',
  contentType: 'application/json',
  data: DATA,
  metadata: NOTHING,
});

it('very many other facts later an exact repetition is known, and one at any revision doubles', () => {
  const log = new NodeLog();
  const [exact, any] = [fact(), fact()];
  const first = log.append('exact', [exact], 'no_stream');
  log.append('any', [any], 'any');
  for (let round = 0; round < 200; round++) log.append('other', Array.from({ length: 1000 }, fact), 'any');
  expect(log.append('exact', [exact], 'no_stream')).toEqual(first);
  expect(log.append('any', [any], 'any')).toMatchObject({ kind: 'appended', revision: 1n });
});

it('an id that is known from another stream is new to this one', () => {
  const log = new NodeLog();
  const one = fact();
  log.append('a', [one], 'any');
  expect(log.append('b', [one], 'any')).toMatchObject({ kind: 'appended', revision: 0n });
  expect(log.facts).toHaveLength(2);
});

it('an empty append moves the position on, though it leaves no fact', () => {
  const log = new NodeLog();
  const first = log.append('s', [fact()], 'no_stream');
  const empty = log.append('s', [], 0n);
  const next = log.append('s', [], 0n);
  const second = log.append('s', [fact()], 0n);
  const positions = [first, empty, next, second].map((outcome) =>
    outcome.kind === 'appended' ? outcome.position : -1n,
  );
  expect(positions[1]).toBeGreaterThan(positions[0] ?? 0n);
  expect(positions[2]).toBeGreaterThan(positions[1] ?? 0n);
  expect(positions[3]).toBeGreaterThanOrEqual(positions[2] ?? 0n);
  expect(log.facts).toHaveLength(2);
});
