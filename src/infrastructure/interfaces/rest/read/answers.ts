import { notFound } from '../problems/problem.js';

/** The answer, or a 404 that says what is missing. */
export const found = <T>(answer: T | undefined, what: string): T => {
  if (answer === undefined) throw notFound(what);
  return answer;
};
