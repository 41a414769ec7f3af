import { ServerInterceptingCall, type Metadata, type ServerInterceptor, type ServiceError } from '@grpc/grpc-js';
import { accessDenied, unauthenticated } from './node-errors.js';

export interface User {
  readonly name: string;
  readonly password: string;
}

/** What anybody may ask: the client asks both without credentials before it does anything else. */
const OPEN = /ServerFeatures|Gossip/;

const refusal = (user: User, metadata: Metadata): ServiceError | undefined => {
  const given = metadata.get('authorization')[0]?.toString();
  if (!given) return accessDenied();
  const expected = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
  return given === expected ? undefined : unauthenticated();
};

/** Lets only the given user in, by the header that the client sends over TLS. */
export const onlyFor =
  (user: User): ServerInterceptor =>
  (method, call) =>
    new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, proceed) => {
            const error = OPEN.test(method.path) ? undefined : refusal(user, metadata);
            if (error) call.sendStatus({ code: error.code, details: error.details, metadata: error.metadata });
            else proceed(metadata);
          },
        }),
    });
