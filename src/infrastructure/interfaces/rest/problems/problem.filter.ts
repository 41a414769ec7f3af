import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Logger } from '../../../../application/ports/logger.port.js';
import { toProblem } from './to-problem.js';

const RETRY_AFTER_S = 1;

/** Every error leaves as problem+json; what a caller may not know goes to the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = toProblem(error);
    const http = host.switchToHttp();
    const { method, url } = http.getRequest<FastifyRequest>();
    if (problem.cause !== undefined) {
      const cause = problem.cause instanceof Error ? (problem.cause.stack ?? problem.cause.message) : 'not an error';
      this.logger.error(`${method} ${url.split('?')[0]} failed`, { code: problem.code, cause });
    }
    const reply = http.getResponse<FastifyReply>();
    if (problem.status === 503) void reply.header('retry-after', RETRY_AFTER_S);
    void reply.status(problem.status).type('application/problem+json').send(problem.body);
  }
}
