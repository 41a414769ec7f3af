import type { ServiceError } from '@grpc/grpc-js';
import { handlerThrew, propertyMissing } from './node-errors.js';
import type { Expected, ProposedFact } from './stored-fact.js';

/** What both ways to append propose a fact with. */
interface ProposedMessage {
  getId(): { getString(): string } | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

/** How an append by one call, a delete and a tombstone ask for a revision. */
interface ExpectedOptions {
  hasRevision(): boolean;
  getRevision(): string;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

export const expectedOf = (options: ExpectedOptions): Expected => {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Takes a proposed fact as it came; `refuse` tells whether the node would have it. */
export const proposedFact = (message: ProposedMessage): ProposedFact => ({
  // Ids are numbers to the node, so their letters come back small.
  id: (message.getId()?.getString() ?? '').toLowerCase(),
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

/** Why the node does not take this fact on the one-call path; undefined for a good one. */
export const refuse = ({ id, type, contentType }: ProposedFact): ServiceError | undefined => {
  if (contentType === '') return propertyMissing(['content-type']);
  return type === '' || !UUID.test(id) ? handlerThrew() : undefined;
};
