import type { PipeTransform } from '@nestjs/common';
import { Problem } from '../problems/problem.js';

/** For requests that take no query at all. */
export const noParameters: PipeTransform<Readonly<Record<string, unknown>>> = {
  transform: (query) => {
    const field = Object.keys(query)[0]?.slice(0, 80);
    if (field !== undefined) throw new Problem('UNKNOWN_PARAMETER', `There is no parameter ${field} here.`, field);
    return query;
  },
};
