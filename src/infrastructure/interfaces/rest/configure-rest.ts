import helmet from '@fastify/helmet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from '../../../application/ports/logger.port.js';
import { misusedToken } from './agents-outside/agent-token.js';
import { refusalOf } from './loopback-only.js';
import { openApiOf } from './openapi/document.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { toProblem } from './problems/to-problem.js';
import { validation } from './problems/validation.js';

/** A reason and some braces. */
const BODY_LIMIT_BYTES = 16_384;
/** Ids and stream names; find-my-way's own limit would cut them off at 100. */
const PARAMETER_LENGTH = 300;
export const API_PREFIX = 'api/v1';

/** For NestFactory.create: open event streams must not keep the server from stopping. */
export const createRestAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: PARAMETER_LENGTH },
    forceCloseConnections: true,
    // A header must not decide who is asking.
    trustProxy: false,
    // What fails before there is a route leaves in the same form.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => {
      const problem = toProblem(error);
      void reply.status(problem.status).type('application/problem+json').send(problem.body);
    },
  });

const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // Plain http on a loopback name: both would blank the page on any name but localhost.
  hsts: false,
  crossOriginOpenerPolicy: false,
} as const;

/** What belongs to the whole server: prefix, guards, error form, the contract's text. Call it before `listen`. */
export const configureRest = async (app: NestFastifyApplication): Promise<void> => {
  const server = app.getHttpAdapter().getInstance();
  app.setGlobalPrefix(API_PREFIX);
  app.useGlobalPipes(validation());
  app.useGlobalFilters(new ProblemFilter(app.get(Logger)));
  await app.register(helmet, securityHeaders);
  server.addHook('onRequest', (request, reply, done) => {
    const refused = refusalOf(request) ?? misusedToken(request);
    if (refused === undefined) return done();
    void reply.status(refused.status).type('application/problem+json').send(refused.body);
  });
  // Answers of the API are of this moment; the page's own files have hashed names.
  server.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith(`/${API_PREFIX}/`)) void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  const contract = JSON.stringify(openApiOf(app));
  server.get(`/${API_PREFIX}/openapi.json`, (_request, reply) => {
    void reply.type('application/json').send(contract);
  });
};
