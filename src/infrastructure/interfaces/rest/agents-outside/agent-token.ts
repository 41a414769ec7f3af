import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';

/** The two addresses at which a token says who is speaking. */
const TAKES_A_TOKEN = /^\/api\/v1\/(outside-agents\/[^/?]+\/signals|topics\/[^/?]+\/messages)(\?|$)/;

/** Of an Authorization header; undefined for any other form. */
export const tokenIn = (header: string | undefined): string | undefined =>
  /^Bearer ([\w-]{1,200})$/i.exec(header ?? '')?.[1];

/** An outside agent answers what it was asked: whatever else would change something refuses its token. */
export const misusedToken = ({
  headers,
  method,
  url,
}: Pick<FastifyRequest, 'headers' | 'method' | 'url'>): Problem | undefined => {
  if (headers.authorization === undefined || method === 'GET' || TAKES_A_TOKEN.test(url)) return undefined;
  return new Problem('TOKEN_NOT_FOR_THIS', 'A token of an outside agent opens nothing here.', 'authorization');
};
