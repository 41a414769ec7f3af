/** A provider of models on loopback: HTTP, keys and bad manners. What a body looks like is the protocol's affair. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scripted, type Behaviour, type Script, type SeenRequest } from './behaviour.js';

export interface FakeOptions {
  /** Keys that it takes; none: whoever sends one is refused. */
  readonly keys?: readonly string[];
  /** Models that it offers; absent: any. */
  readonly models?: readonly string[];
}

export interface FakeProvider {
  /** The base URL for the settings. */
  readonly url: string;
  /** Requests for an answer that were let in. */
  readonly requests: readonly SeenRequest[];
  /** Every request, method and path, refused ones too. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

export interface ErrorAnswer {
  readonly status: number;
  readonly message: string;
}

export interface Protocol {
  readonly base: string;
  readonly askPath: string;
  readonly modelsPath: string;
  keyOf(request: IncomingMessage): string | undefined;
  /** The request, or why it is refused. */
  read(body: Readonly<Record<string, unknown>>, request: IncomingMessage): Omit<SeenRequest, 'n' | 'key'> | ErrorAnswer;
  /** The whole body of a reply that ends by itself. */
  body(
    request: SeenRequest,
    behaviour: Extract<Behaviour, { kind: 'says' | 'refuses' | 'runs-out' | 'calls-tool' }>,
  ): unknown;
  error(answer: ErrorAnswer): unknown;
  models(offered: readonly string[], path: string): unknown;
  readonly requestIdHeader: string;
}

const DEFAULT_KEY = 'key-for-tests-only';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

const sendJson = (response: ServerResponse, code: number, body: unknown, headers: Readonly<Record<string, string>>) => {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

class Replies {
  readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly protocol: Protocol) {}

  give(response: ServerResponse, request: SeenRequest, behaviour: Behaviour): void {
    const { protocol } = this;
    const id = { [protocol.requestIdHeader]: `req-${request.n}` };
    switch (behaviour.kind) {
      case 'later':
        this.soon(behaviour.afterMs, () => this.give(response, request, behaviour.then));
        return;
      case 'hangs':
        return;
      case 'drops':
        response.destroy();
        return;
      case 'drips': {
        response.writeHead(200, { 'content-type': 'application/json', ...id });
        const drip = (): void => {
          if (response.destroyed) return;
          response.write(' ');
          this.soon(behaviour.everyMs, drip);
        };
        drip();
        return;
      }
      case 'half': {
        const body = protocol.body(request, { kind: 'says', text: '{"votes":[]}' });
        const whole = typeof body === 'string' ? body : JSON.stringify(body);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(whole.length), ...id });
        response.write(whole.slice(0, whole.length / 2), () => response.destroy());
        return;
      }
      case 'body':
        response.writeHead(200, { 'content-type': behaviour.type ?? 'application/json', ...id });
        response.end(behaviour.text);
        return;
      case 'status': {
        const { status, message = 'no', headers = {} } = behaviour;
        sendJson(response, status, protocol.error({ status, message }), { ...id, ...headers });
        return;
      }
      default: {
        const body = protocol.body(request, behaviour);
        response.writeHead(200, { 'content-type': 'application/json', ...id });
        // Text, because a body may have to hold what JSON.stringify would never write.
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      }
    }
  }

  private soon(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
  }
}

/** Starts it on a free port. */
export const startFake = async (protocol: Protocol, script: Script, options: FakeOptions): Promise<FakeProvider> => {
  const { keys = [DEFAULT_KEY], models } = options;
  const requests: SeenRequest[] = [];
  const calls: string[] = [];
  const next = scripted(script);
  const replies = new Replies(protocol);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?')[0] as string;
    calls.push(`${request.method} ${path}`);
    const refuse = (answer: ErrorAnswer): void => sendJson(response, answer.status, protocol.error(answer), {});
    const key = protocol.keyOf(request);
    if (keys.length === 0 ? key !== undefined : key === undefined || !keys.includes(key)) {
      return refuse({ status: 401, message: `this key is not known: ${key}` });
    }
    if (request.method === 'GET' && path.startsWith(protocol.modelsPath)) {
      const list = protocol.models(models ?? [], path);
      return list === undefined ? refuse({ status: 404, message: 'no such model' }) : sendJson(response, 200, list, {});
    }
    if (request.method !== 'POST' || path !== protocol.askPath) return refuse({ status: 404, message: 'no such page' });
    let body: Readonly<Record<string, unknown>>;
    try {
      body = JSON.parse(await bodyOf(request)) as typeof body;
    } catch {
      return refuse({ status: 400, message: 'not JSON' });
    }
    const read = protocol.read(body, request);
    if ('status' in read) return refuse(read);
    if (models && !models.includes(read.model)) {
      return refuse({ status: 404, message: `The model ${read.model} does not exist` });
    }
    const seen: SeenRequest = { ...read, n: requests.length + 1, key };
    requests.push(seen);
    replies.give(response, seen, await next(seen));
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(599);
      response.end(`the script failed: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${protocol.base}`,
    requests,
    calls,
    close: async () => {
      for (const timer of replies.timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** What the fakes take unless told otherwise. */
export const FAKE_KEY = DEFAULT_KEY;
