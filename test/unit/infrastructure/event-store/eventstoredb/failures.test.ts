import { StoreUnavailable } from '../../../../../src/application/ports/event-store.port.js';
import { appendFailure, readFailure } from '../../../../../src/infrastructure/event-store/eventstoredb/failures.js';

const failing = (type: string | undefined, code: number | undefined, message = 'words', more: object = {}) =>
  Object.assign(new Error(message), type === undefined ? {} : { type }, code === undefined ? {} : { code }, more);

/** As a node and the client's transport were seen to fail. */
test.each([
  ['connection reset under way', failing('unavailable', 14, '14 UNAVAILABLE: read ECONNRESET'), 'unknown'],
  ['the same as a plain error', failing(undefined, 14, '14 UNAVAILABLE: read ECONNRESET'), 'unknown'],
  ['cancelled by the node', failing('cancelled', 1), 'unknown'],
  ['deadline', failing('deadline-exceeded', 4), 'unknown'],
  ['the node gave up on its write', failing('timeout', 10), 'unknown'],
  ['no reason given', failing('unknown', 2, ''), 'unknown'],
  ['not an error of the client', new TypeError('undefined is not iterable'), 'unknown'],
  [
    'nothing listens',
    failing('unavailable', 14, '14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED'),
    'not-applied',
  ],
  ['no such host', failing(undefined, 14, '14 UNAVAILABLE: Name resolution failed for target dns:x'), 'not-applied'],
  ['no living node', failing(undefined, undefined, 'Failed to discover after 10 attempts.'), 'not-applied'],
  ['not the leader', failing('not-leader', 5), 'not-applied'],
  ['access denied', failing('access-denied', 7), 'not-applied'],
  ['wrong password', failing('access-denied', 16), 'not-applied'],
  ['wrong password, plain', failing(undefined, 16), 'not-applied'],
] as const)('an append that fails by %s is %3$s', (_, error, outcome) => {
  const failure = appendFailure(error, 'order-1', 500);
  expect(failure).toBeInstanceOf(StoreUnavailable);
  expect(failure).toMatchObject({ outcome, cause: error });
  expect(failure.message).toMatch(/EventStoreDB.*\w/);
});

test.each([
  [
    'too large for the node',
    failing('maximum-append-size-exceeded', undefined, '', { maxAppendSize: 1_048_576 }),
    'an append of 500 bytes is above the limit of 1048576 bytes',
  ],
  [
    'too large for the wire',
    failing('unknown', 8, '8 RESOURCE_EXHAUSTED'),
    'an append of 500 bytes is above the limit',
  ],
  ['a tombstone', failing('stream-deleted', undefined), 'order-1 was deleted for ever'],
])('an append that can never succeed says so: %s', (_, error, words) => {
  const failure = appendFailure(error, 'order-1', 500);
  expect(failure).not.toBeInstanceOf(StoreUnavailable);
  expect(failure.message).toContain(words);
});

test.each([
  failing('unavailable', 14, '14 UNAVAILABLE: read ECONNRESET'),
  failing('timeout', 10),
  failing('access-denied', 16),
  failing('unknown', 2),
])('a failed read wrote nothing and may be tried again: %s', (error) => {
  expect(readFailure(error)).toMatchObject({ name: 'StoreUnavailable', outcome: 'not-applied' });
});

test('a read of a tombstone will never succeed', () => {
  expect(readFailure(failing('stream-deleted', undefined), 'order-1').name).toBe('StreamTombstoned');
});
