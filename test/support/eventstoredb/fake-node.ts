import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from '@grpc/grpc-js';
import type { User } from './access.js';
import { AppendFaults } from './append-faults.js';
import { notLeader } from './node-errors.js';
import { NodeLog } from './node-log.js';
import { bind, nodeServer } from './node-server.js';
import { Relay } from './relay.js';
import { selfSigned } from './self-signed.js';
import { StateFile } from './state-file.js';

export interface FakeNodeOptions {
  /** The port of clients; a free one where absent. */
  readonly port?: number;
  /** Facts that a live subscriber may be behind before it is dropped. */
  readonly unreadLimit?: number;
  /** Time from the first to the second answer to a bad append on the shared stream, ms. */
  readonly secondAnswerMs?: number;
  /** Keeps the log in this file, so that it outlives the process. */
  readonly stateFile?: string;
  /** Serves TLS with a certificate made for this node. */
  readonly tls?: boolean;
  /** Lets only this user in. It takes TLS: the client sends no credentials in plain text. */
  readonly user?: User;
  /** Another node of the same cluster: both have one log. */
  readonly clusterOf?: FakeNode;
}

/** A node of EventStoreDB on loopback, as the client sees it. It never reorders and never lies about what it stored. */
export interface FakeNode {
  /** The connection string, the same for the node's whole life. */
  readonly url: string;
  readonly port: number;
  /** What the node has stored. */
  readonly log: NodeLog;
  readonly faults: AppendFaults;
  /** Cuts every connection; the node itself goes on. */
  readonly cutAll: () => void;
  /** Nothing is answered any more, not even keep-alive, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Sends whoever writes to another node; without one this node leads again. */
  readonly leaderIs: (leader?: { readonly port: number }) => void;
  /** Ends the node as SIGKILL does: connections reset, the port refused, memory gone, what was stored kept. */
  readonly kill: () => Promise<void>;
  /** Starts a killed node at its old port. */
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Ends the node for good. */
  readonly stop: () => Promise<void>;
}

const HOST = '127.0.0.1';
const MAX_APPEND_SIZE = 1_048_576;
const UNREAD_LIMIT = 20_000;
const SECOND_ANSWER_MS = 2_000;

class GrpcNode implements FakeNode {
  readonly faults = new AppendFaults();
  readonly log: NodeLog;
  private readonly relay: Relay;
  private readonly tls = this.options.tls ? selfSigned() : undefined;
  private readonly folder = this.tls && mkdtempSync(join(tmpdir(), 'fake-node-'));
  private readonly file = this.options.stateFile === undefined ? undefined : new StateFile(this.options.stateFile);
  private leader: { readonly port: number } | undefined;
  private server: Server | undefined;

  constructor(private readonly options: FakeNodeOptions) {
    this.relay = new Relay(options.port);
    this.log = options.clusterOf?.log ?? new NodeLog((entry) => this.file?.keep(entry));
    this.file?.entries.forEach((entry) => this.log.restore(entry));
    this.log.forget();
    if (this.tls && this.folder) writeFileSync(join(this.folder, 'ca.pem'), this.tls.certificate);
  }

  get port(): number {
    return this.relay.port;
  }

  get url(): string {
    const { user } = this.options;
    const login = user ? `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@` : '';
    const security = this.folder ? `tls=true&tlsCAFile=${join(this.folder, 'ca.pem')}` : 'tls=false';
    return `esdb://${login}${HOST}:${this.port}?${security}`;
  }

  async start(): Promise<void> {
    if (this.server) return;
    this.server = nodeServer(
      {
        log: this.log,
        maxAppendSize: MAX_APPEND_SIZE,
        secondAnswerMs: this.options.secondAnswerMs ?? SECOND_ANSWER_MS,
        unreadLimit: this.options.unreadLimit ?? UNREAD_LIMIT,
        nextFault: () => this.faults.next(),
        cut: (peer) => this.relay.cut(Number(peer.split(':').at(-1))),
        elsewhere: () => this.leader && notLeader(HOST, this.leader.port),
        leader: () => ({ host: HOST, port: (this.leader ?? this).port }),
      },
      this.options.user,
    );
    await this.relay.open(await bind(this.server, this.tls));
    const statistics = `$stats-${HOST}:${this.port}`;
    if (!this.log.stream(statistics)) this.log.writeSystem(`$$${statistics}`, '$metadata', '{"$maxAge":864000}');
    this.log.writeSystem(statistics, '$statsCollected', '{"proc-cpu":0}');
  }

  async kill(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    await this.relay.close();
    server?.forceShutdown();
    this.log.forget();
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.kill();
    this.file?.close();
    if (this.folder) rmSync(this.folder, { recursive: true });
  }

  readonly cutAll = (): void => this.relay.cutAll();
  readonly freeze = (): void => this.relay.freeze();
  readonly thaw = (): void => this.relay.thaw();
  readonly leaderIs = (leader?: { readonly port: number }): void => void (this.leader = leader);
}

/** Starts a node on loopback. Whoever starts it stops it. */
export const startFakeNode = async (options: FakeNodeOptions = {}): Promise<FakeNode> => {
  const node = new GrpcNode(options);
  await node.start();
  return node;
};
