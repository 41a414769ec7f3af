import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { list, object, optional, position, ref, text, type Schema } from './schema.js';

const json = (status: number, schema: Schema, description: string): MethodDecorator =>
  ApiResponse({ status, description, content: { 'application/json': { schema } } });

const problems = (): MethodDecorator =>
  ApiResponse({
    status: 'default',
    description: 'What is wrong, and with which parameter.',
    content: { 'application/problem+json': { schema: ref('Problem') } },
  });

/** Documents an answer with one object. */
export const Answers = (view: string, summary: string, status = 200): MethodDecorator =>
  applyDecorators(ApiOperation({ summary }), json(status, ref(view), 'The answer.'), problems());

interface Listed {
  readonly items: readonly unknown[];
  readonly nextCursor?: string;
  readonly asOf?: string;
}

/** Documents a list. */
export const AnswersPage = (view: string, summary: string): MethodDecorator => {
  const page = object<Listed>({ items: list(ref(view)), nextCursor: optional(text), asOf: optional(position) });
  return applyDecorators(ApiOperation({ summary }), json(200, page, 'A page.'), problems());
};

/** Documents a command. */
export const AnswersCommand = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({
      name: 'idempotency-key',
      required: false,
      description: 'The same key and body once more is the same request.',
    }),
    json(200, ref('Overriding'), 'What has become of it so far, and the position to wait for.'),
    problems(),
  );

/** Documents the stream of server-sent events. */
export const AnswersEvents = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({ name: 'last-event-id', required: false, description: 'Position behind which to go on.' }),
    ApiResponse({ status: 200, description: 'Events.', content: { 'text/event-stream': { schema: text } } }),
    problems(),
  );
