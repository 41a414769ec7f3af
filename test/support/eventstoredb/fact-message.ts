import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredFact } from './stored-fact.js';

const { ReadResp } = streams;

const encoded = new WeakMap<StoredFact, Buffer>();

const encode = (fact: StoredFact): Buffer => {
  const position = fact.position.toString();
  const record = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(fact.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(fact.stream)))
    .setStreamRevision(fact.revision.toString())
    .setPreparePosition(position)
    .setCommitPosition(position)
    .setCustomMetadata(fact.metadata)
    .setData(fact.data);
  record
    .getMetadataMap()
    .set('type', fact.type)
    .set('content-type', fact.contentType)
    .set('created', fact.created.toString());
  const event = new ReadResp.ReadEvent().setEvent(record).setCommitPosition(position);
  return Buffer.from(new ReadResp().setEvent(event).serializeBinary());
};

/** A fact as it goes over the wire to a reader; kept, because each reader gets the same bytes. */
export const factMessage = (fact: StoredFact): Buffer => {
  const known = encoded.get(fact);
  if (known) return known;
  const bytes = encode(fact);
  encoded.set(fact, bytes);
  return bytes;
};

const message = (fill: (response: streams.ReadResp) => void): Buffer => {
  const response = new ReadResp();
  fill(response);
  return Buffer.from(response.serializeBinary());
};

export const confirmationMessage = (subscriptionId: string): Buffer =>
  message((response) =>
    response.setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId)),
  );

export const caughtUpMessage = (): Buffer => message((response) => response.setCaughtUp(new ReadResp.CaughtUp()));

export const checkpointMessage = (position: bigint): Buffer =>
  message((response) =>
    response.setCheckpoint(
      new ReadResp.Checkpoint().setCommitPosition(position.toString()).setPreparePosition(position.toString()),
    ),
  );

export const streamNotFoundMessage = (stream: string): Buffer =>
  message((response) =>
    response.setStreamNotFound(
      new ReadResp.StreamNotFound().setStreamIdentifier(
        new shared.StreamIdentifier().setStreamName(Buffer.from(stream)),
      ),
    ),
  );
