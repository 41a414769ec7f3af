import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ACCOUNT_SCHEMAS } from './schemas/account-schemas.js';
import { AGENT_SCHEMAS } from './schemas/agent-schemas.js';
import { DESK_SCHEMAS } from './schemas/desk-schemas.js';
import { MESSAGE_SCHEMAS } from './schemas/message-schemas.js';
import { OVERRIDE_SCHEMAS } from './schemas/override-schemas.js';
import { REASON_SCHEMAS } from './schemas/reason-schemas.js';
import { RISK_SCHEMAS } from './schemas/risk-schemas.js';

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The contract of the API: the same text each time, so that a commit shows what changed. */
export const openApiOf = (app: INestApplication): OpenAPIObject => {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tribune')
    .setDescription(
      'Questions to an event-sourced crypto trading desk. Money, prices and quantities are text; times are unix ms UTC; ' +
        'lists are pages by cursor; a wrong request is answered by problem+json with a stable code.',
    )
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    operationIdFactory: (_controller, method) => method,
  });
  const schemas = {
    ...document.components?.schemas,
    ...ACCOUNT_SCHEMAS,
    ...REASON_SCHEMAS,
    ...RISK_SCHEMAS,
    ...DESK_SCHEMAS,
    ...OVERRIDE_SCHEMAS,
    ...MESSAGE_SCHEMAS,
    ...AGENT_SCHEMAS,
  };
  return {
    ...document,
    paths: sorted(document.paths),
    components: { ...document.components, schemas: sorted(schemas) },
  };
};
