import type { FastifyRequest } from 'fastify';
import { Problem } from './problems/problem.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The name of a host header, without its port; '' for what is none. */
const nameOf = (host: string | undefined): string =>
  /^(\[[0-9a-f:]+\]|[^:[\]/@]+)(:\d{1,5})?$/i.exec(host ?? '')?.[1] ?? '';

const isLoopback = (host: string | undefined): boolean => LOOPBACK.has(nameOf(host).toLowerCase());

/** The host of an origin; 'null' and others that have none are not ours. */
const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');

/**
 * Until there is authentication the desk answers this machine alone. A name of the web that was rebound to 127.0.0.1
 * still says its own name in Host, and a page of another site says its own in Origin: both are refused.
 */
export const refusalOf = ({ headers, method }: Pick<FastifyRequest, 'headers' | 'method'>): Problem | undefined => {
  if (!isLoopback(headers.host)) {
    return new Problem('FORBIDDEN_HOST', 'This desk answers to localhost and 127.0.0.1 alone.', 'host');
  }
  const { origin } = headers;
  if (origin !== undefined && !isLoopback(hostOf(origin))) {
    return new Problem('FORBIDDEN_ORIGIN', 'Pages of other sites may not ask this desk.', 'origin');
  }
  const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
  // A form could be sent by any page without asking first; JSON could not.
  if (method === 'POST' && !isJson) {
    return new Problem('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.', 'content-type');
  }
  return undefined;
};
