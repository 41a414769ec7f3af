import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  Server,
  ServerCredentials,
  type ServerReadableStream,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { onlyFor, type User } from './access.js';
import { handleAppend } from './append-call.js';
import type { AppendSide } from './append-side.js';
import { handleBatchAppend, type BatchCall } from './batch-append-call.js';
import { handleDelete, handleTombstone } from './delete-call.js';
import { clusterInfo, supportedMethods } from './node-features.js';
import { handleRead } from './read-call.js';
import type { ReaderCall } from './reader-call.js';
import type { SelfSigned } from './self-signed.js';

export interface NodeSide extends AppendSide {
  /** Facts that a live subscriber may be behind before it is dropped. */
  readonly unreadLimit: number;
  readonly leader: () => { readonly host: string; readonly port: number };
}

/** The largest message of a client that the node takes, in bytes. */
const MAX_MESSAGE = 17 * 1024 * 1024;

const bytes = (message: Buffer): Buffer => message;
/** Answers to readers are encoded before, once for all. */
const STREAMS = { ...StreamsService, read: { ...StreamsService.read, responseSerialize: bytes } };

const streamsCalls = (side: NodeSide): UntypedServiceImplementation => ({
  read: (call: ReaderCall) => handleRead(side.log, call, side.unreadLimit),
  append: (
    call: ServerReadableStream<streams.AppendReq, streams.AppendResp>,
    reply: sendUnaryData<streams.AppendResp>,
  ) => handleAppend(side, call, reply),
  batchAppend: (call: BatchCall) => handleBatchAppend(side, call),
  delete: (call: ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>, reply: sendUnaryData<streams.DeleteResp>) =>
    handleDelete(side, call, reply),
  tombstone: (
    call: ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>,
    reply: sendUnaryData<streams.TombstoneResp>,
  ) => handleTombstone(side, call, reply),
});

/** The gRPC server of a node, not yet bound. */
export const nodeServer = (side: NodeSide, user: User | undefined): Server => {
  const interceptors = user ? [onlyFor(user)] : [];
  const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE, interceptors });
  server.addService(STREAMS, streamsCalls(side));
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (
      _call: ServerUnaryCall<shared.Empty, features.SupportedMethods>,
      reply: sendUnaryData<features.SupportedMethods>,
    ) => reply(null, supportedMethods()),
  });
  server.addService(GossipService, {
    read: (_call: ServerUnaryCall<shared.Empty, gossip.ClusterInfo>, reply: sendUnaryData<gossip.ClusterInfo>) => {
      const { host, port } = side.leader();
      reply(null, clusterInfo(host, port));
    },
  });
  return server;
};

/** Binds to a free port of loopback and resolves with it. */
export const bind = (server: Server, tls: SelfSigned | undefined): Promise<number> => {
  const pair = tls && { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) };
  const credentials = pair ? ServerCredentials.createSsl(null, [pair]) : ServerCredentials.createInsecure();
  return new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error ? reject(error) : resolve(port))),
  );
};
