import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Link {
  readonly outside: Socket;
  readonly inside: Socket;
}

/**
 * The wire in front of a node: it carries bytes between its own port and the node's, and can be cut or frozen there,
 * which the gRPC server does not let one do to itself.
 */
export class Relay {
  private readonly links = new Set<Link>();
  private server: Server | undefined;
  private frozen = false;

  /** @param port the port that clients use, 0 for a free one; it stays the same over `close` and `open` */
  constructor(public port = 0) {}

  /** Takes connections for the node at `target`. */
  async open(target: number): Promise<void> {
    const server = createServer({ noDelay: true }, (outside) => this.link(outside, target));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Refuses new connections and resets all others, as the end of a process does. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.frozen = false;
    const closed = server && once(server, 'close');
    server?.close();
    this.cutAll();
    await closed;
  }

  cutAll(): void {
    for (const link of [...this.links]) this.end(link);
  }

  /** Resets the connection that the node knows by this remote port. */
  cut(port: number): void {
    for (const link of [...this.links]) if (link.inside.localPort === port) this.end(link);
  }

  /** Carries nothing more in either direction, though connections stand and new ones are taken, as under SIGSTOP. */
  freeze(): void {
    this.frozen = true;
    for (const link of this.links) pause(link);
  }

  thaw(): void {
    this.frozen = false;
    for (const link of this.links) carry(link);
  }

  private link(outside: Socket, target: number): void {
    const inside = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const link = { outside, inside };
    this.links.add(link);
    for (const socket of [outside, inside]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        this.links.delete(link);
        outside.destroy();
        inside.destroy();
      });
    }
    if (!this.frozen) carry(link);
  }

  private end(link: Link): void {
    this.links.delete(link);
    link.outside.resetAndDestroy();
    link.inside.resetAndDestroy();
  }
}

const carry = ({ outside, inside }: Link): void => {
  outside.pipe(inside);
  inside.pipe(outside);
};

const pause = ({ outside, inside }: Link): void => {
  outside.unpipe(inside);
  inside.unpipe(outside);
  outside.pause();
  inside.pause();
};
