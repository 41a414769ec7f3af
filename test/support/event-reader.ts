import { get, type IncomingMessage } from 'node:http';

export interface ServerEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

export interface EventReader {
  readonly events: readonly ServerEvent[];
  readonly status: number;
  /** Ended by the server. */
  ended(): boolean;
  /** Stops taking bytes, as a browser tab that hangs. */
  hang(): void;
  close(): void;
}

const parsed = (block: string): ServerEvent => {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const id = fields.get('id');
  const data: unknown = JSON.parse(fields.get('data') ?? 'null');
  return { event: fields.get('event') ?? '', data, ...(id !== undefined && { id }) };
};

/** Reads /api/v1/events, or another stream, as a browser would. */
export const readEvents = (
  port: number,
  headers: Record<string, string> = {},
  query = '',
  stream = 'events',
): Promise<EventReader> =>
  new Promise((resolve, reject) => {
    const sent = get(
      { host: '127.0.0.1', port, path: `/api/v1/${stream}${query}`, headers },
      (response: IncomingMessage) => {
        const events: ServerEvent[] = [];
        let rest = '';
        let over = false;
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          const blocks = (rest + chunk).split('\n\n');
          rest = blocks.pop() ?? '';
          const told = blocks.filter((block) => !block.startsWith(':'));
          if (response.statusCode === 200) events.push(...told.map(parsed));
        });
        response.on('close', () => (over = true));
        response.on('error', () => (over = true));
        resolve({
          events,
          status: response.statusCode ?? 0,
          ended: () => over,
          hang: () => response.pause(),
          close: () => sent.destroy(),
        });
      },
    );
    sent.on('error', reject);
  });
