import { HttpException } from '@nestjs/common';
import { OutsideRefused } from '../../../../application/desk/outside-desk.js';
import { ControlRefused } from '../../../../application/ports/desk-control.port.js';
import { StoreUnavailable, UnknownPosition } from '../../../../application/ports/event-store.port.js';
import { BadQueryError } from '../../../../projections/read-store.port.js';
import { NotYetError, PATIENCE_MS } from '../../../../projections/reading.js';
import { Problem, type ProblemCode } from './problem.js';

/** What the framework itself refuses, by status; anything else of it is a bug of ours. */
const BY_STATUS: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  400: ['MALFORMED_REQUEST', 'The request cannot be read.'],
  404: ['NOT_FOUND', 'There is nothing at this address.'],
  405: ['METHOD_NOT_ALLOWED', 'This address does not take this method.'],
  413: ['BODY_TOO_LARGE', 'The body is larger than any request of this API.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.'],
};

const statusOf = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' ? status : 500;
};

/** Turns whatever was thrown into what a caller may know of it. */
export const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof BadQueryError) {
    return new Problem('INVALID_CURSOR', 'The cursor is not one that a page of this list gave.', 'cursor');
  }
  if (error instanceof NotYetError) {
    const { model, wanted, reached } = error;
    const detail = `${model} stands at ${reached ?? 'the beginning'} and did not reach ${wanted} in ${PATIENCE_MS} ms; ask again.`;
    return new Problem('NOT_YET', detail, 'minPosition');
  }
  if (error instanceof UnknownPosition)
    return new Problem('INVALID_PARAMETER', 'There is no such position in this log.');
  if (error instanceof StoreUnavailable) {
    return new Problem('STORE_UNAVAILABLE', 'The event store does not answer; ask again.', undefined, { cause: error });
  }
  if (error instanceof ControlRefused) {
    const code = error.code === 'NO_SUCH_OVERRIDE' ? 'NOT_FOUND' : error.code;
    return new Problem(code, error.detail, error.field);
  }
  if (error instanceof OutsideRefused) {
    const isUnknown = error.code === 'NO_SUCH_AGENT' || error.code === 'NO_SUCH_REQUEST';
    return new Problem(isUnknown ? 'NOT_FOUND' : error.code, error.detail);
  }
  const known = BY_STATUS[statusOf(error)];
  if (known !== undefined) return new Problem(known[0], known[1]);
  return new Problem('INTERNAL', 'The desk failed to answer; its log says why.', undefined, { cause: error });
};
