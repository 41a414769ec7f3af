import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { Expected } from './stored-fact.js';

/** The client tells most errors apart by trailers, of which `exception` names the kind. Trailers are ASCII. */
const failure = (code: status, details: string, trailers: Readonly<Record<string, string>> = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value.replace(/[^ -~]/g, '?'));
  return Object.assign(new Error(details), { code, details, metadata });
};

export const unknownError = (details: string): ServiceError => failure(status.UNKNOWN, details);

/** What the node says when a handler threw: it gives nothing of the cause away. */
export const handlerThrew = (): ServiceError => unknownError('Exception was thrown by handler.');

export const streamDeleted = (stream: string): ServiceError =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

const numbered = (expected: Expected): string =>
  typeof expected === 'bigint' ? expected.toString() : { no_stream: '-1', any: '-2', stream_exists: '-4' }[expected];

export const wrongExpectedVersion = (stream: string, expected: Expected, current: bigint): ServiceError =>
  failure(status.FAILED_PRECONDITION, `Wrong expected version on stream '${stream}'`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': numbered(expected),
    ...(current >= 0n && { 'actual-version': current.toString() }),
  });

export const appendTooLarge = (limit: number): ServiceError =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': limit.toString(),
  });

export const propertyMissing = (missing: readonly string[]): ServiceError =>
  failure(status.INVALID_ARGUMENT, `Required Metadata Property '${missing.join(', ')}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

export const notLeader = (host: string, port: number): ServiceError =>
  failure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': port.toString(),
  });

export const accessDenied = (): ServiceError =>
  failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

export const unauthenticated = (): ServiceError => failure(status.UNAUTHENTICATED, 'Unauthenticated');

export const consumerTooSlow = (): ServiceError =>
  failure(status.ABORTED, 'Consumer too slow to handle event while live. Client resubscription required.');
