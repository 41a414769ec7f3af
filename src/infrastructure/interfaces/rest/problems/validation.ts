import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem } from './problem.js';

/** Names come from outside; one that is longer than any of ours is not repeated in full. */
const NAME_LENGTH = 80;

const problemOf = ({ property, constraints = {}, children = [] }: ValidationError): Problem => {
  // A body that is no object at all has no property at fault.
  const field: string | undefined = (property as string | undefined)?.slice(0, NAME_LENGTH);
  if (field === undefined) return new Problem('MALFORMED_REQUEST', 'The request must be an object.');
  if ('whitelistValidation' in constraints) {
    return new Problem('UNKNOWN_PARAMETER', `There is no parameter ${field} here.`, field);
  }
  const [child] = children;
  if (Object.keys(constraints).length === 0 && child !== undefined) return problemOf(child);
  return new Problem('INVALID_PARAMETER', `${Object.values(constraints).join('; ')}.`, field);
};

/** Unknown parameters are errors: a mistyped filter that is ignored answers with everything. */
export const validation = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: ([first]) =>
      first === undefined ? new Problem('MALFORMED_REQUEST', 'The request cannot be read.') : problemOf(first),
  });
