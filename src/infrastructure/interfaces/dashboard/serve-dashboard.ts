import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageFiles } from './page-files.js';

const INDEX = 'index.html';
const YEAR_S = 31_536_000;
const NOT_BUILT = 'The dashboard is not built. "npm run build" makes it; the API is under /api/v1.\n';

const pathOf = (url: string): string => {
  const path = url.split('?')[0] ?? '';
  try {
    return decodeURIComponent(path).slice(1);
  } catch {
    return path.slice(1);
  }
};

/** Build output carries a hash in its name, so it never changes; the page itself says which hashes are the newest. */
const cacheOf = (file: string): string =>
  file.startsWith('assets/') ? `public, max-age=${YEAR_S}, immutable` : 'no-cache';

/**
 * Serves the built page at `/`. Every address that is no file and not the API's is one of the page's own (`/orders/x`),
 * so that any view can be sent to a colleague. Call it after the API is configured; its headers hold here too.
 */
export const serveDashboard = async (app: NestFastifyApplication, folder: string): Promise<void> => {
  const files = pageFiles(folder);
  const server = app.getHttpAdapter().getInstance();
  if (files.size > 0) await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  server.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request.url);
    if (path === 'api' || path.startsWith('api/')) return reply.callNotFound();
    if (!files.has(INDEX)) return reply.status(404).type('text/plain; charset=utf-8').send(NOT_BUILT);
    if (files.has(path)) return reply.header('cache-control', cacheOf(path)).sendFile(path);
    // A file of a build that is gone: the page's text in its place would be run as a script.
    if (/\.\w+$/.test(path)) return reply.callNotFound();
    return reply.header('cache-control', cacheOf(INDEX)).sendFile(INDEX);
  });
};
