import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import {
  Server,
  ServerCredentials,
  type ServerReadableStream,
  type ServerUnaryCall,
  type sendUnaryData,
} from '@grpc/grpc-js';
import type features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { handleAppend, type AppendSide } from './append-call.js';
import { AppendFaults } from './append-faults.js';
import { clusterInfo, supportedMethods } from './node-features.js';
import { NodeLog } from './node-log.js';
import { handleRead } from './read-call.js';
import type { ReaderCall } from './reader-call.js';
import { Relay } from './relay.js';

export interface FakeNodeOptions {
  /** Facts that a live subscriber may be behind before it is dropped. */
  readonly unreadLimit?: number;
}

/** A node of EventStoreDB on loopback, as the client sees it. */
export interface FakeNode {
  /** The connection string, the same for the node's whole life. */
  readonly url: string;
  readonly port: number;
  readonly faults: AppendFaults;
  /** Cuts every connection; the node itself goes on. */
  readonly cutAll: () => void;
  /** Nothing is answered any more, not even keep-alive, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Ends the node as SIGKILL does: connections reset, the port refused, memory gone, what was stored kept. */
  readonly kill: () => Promise<void>;
  /** Starts a killed node at its old port. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The largest message of a gRPC client that the node takes, in bytes. */
const MAX_MESSAGE = 17 * 1024 * 1024;
const MAX_APPEND_SIZE = 1_048_576;
const UNREAD_LIMIT = 20_000;

const bytes = (message: Buffer): Buffer => message;
/** Answers to readers are encoded before, once for all. */
const READ = { ...StreamsService.read, responseSerialize: bytes };

class GrpcNode implements FakeNode {
  readonly faults = new AppendFaults();
  private readonly log = new NodeLog();
  private readonly relay = new Relay();
  private server: Server | undefined;

  constructor(private readonly options: FakeNodeOptions) {}

  get port(): number {
    return this.relay.port;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  async start(): Promise<void> {
    if (this.server) return;
    this.server = this.newServer();
    await this.relay.open(await bound(this.server));
    this.log.writeSystem(`$stats-127.0.0.1:${this.port}`, '$statsCollected', '{}');
  }

  async kill(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    await this.relay.close();
    server?.forceShutdown();
    this.log.forget();
  }

  stop(): Promise<void> {
    return this.kill();
  }

  readonly cutAll = (): void => this.relay.cutAll();
  readonly freeze = (): void => this.relay.freeze();
  readonly thaw = (): void => this.relay.thaw();

  private newServer(): Server {
    const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE });
    const side: AppendSide = {
      log: this.log,
      maxAppendSize: MAX_APPEND_SIZE,
      nextFault: () => this.faults.next(),
      cut: (peer) => this.relay.cut(Number(peer.split(':').at(-1))),
      leader: () => undefined,
    };
    server.addService(
      { ...StreamsService, read: READ },
      {
        read: (call: ReaderCall) => handleRead(this.log, call, this.options.unreadLimit ?? UNREAD_LIMIT),
        append: (
          call: ServerReadableStream<streams.AppendReq, streams.AppendResp>,
          reply: sendUnaryData<streams.AppendResp>,
        ) => handleAppend(side, call, reply),
      },
    );
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (
        _call: ServerUnaryCall<shared.Empty, features.SupportedMethods>,
        reply: sendUnaryData<features.SupportedMethods>,
      ) => reply(null, supportedMethods()),
    });
    server.addService(GossipService, {
      read: (_call: ServerUnaryCall<shared.Empty, gossip.ClusterInfo>, reply: sendUnaryData<gossip.ClusterInfo>) =>
        reply(null, clusterInfo('127.0.0.1', this.port)),
    });
    return server;
  }
}

const bound = (server: Server): Promise<number> =>
  new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );

/** Starts a node at a free port of loopback. Whoever starts it stops it. */
export const startFakeNode = async (options: FakeNodeOptions = {}): Promise<FakeNode> => {
  const node = new GrpcNode(options);
  await node.start();
  return node;
};
