import { applyDecorators, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { OVERRIDE_KINDS, type OverrideKind } from '../../../../domain/overrides/override-orders.js';
import { AnswersCommand } from '../openapi/answers.js';

/** One kind of request at its own address, documented. */
export const Ordering = (kind: OverrideKind, summary: string): MethodDecorator => {
  const { administrator, confirmed } = OVERRIDE_KINDS[kind];
  const more = [
    ...(administrator ? ['For an administrator.'] : []),
    ...(confirmed ? ['Is done when it is confirmed within 60 s.'] : []),
  ];
  return applyDecorators(Post(kind), HttpCode(HttpStatus.OK), AnswersCommand([summary, ...more].join(' ')));
};
