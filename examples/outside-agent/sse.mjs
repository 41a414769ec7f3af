import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/**
 * Server-sent events of an answer of fetch, one by one: `{ event, id, data }`. Lines that begin with a colon are only a
 * sign of life. Ends when the server does; throws when the line breaks.
 */
export async function* eventsOf(response) {
  let fields = {};
  for await (const line of createInterface({ input: Readable.fromWeb(response.body) })) {
    if (line === '') {
      if (fields.data !== undefined) yield { ...fields, data: JSON.parse(fields.data) };
      fields = {};
    } else if (!line.startsWith(':')) {
      const colon = line.indexOf(':');
      fields[line.slice(0, colon)] = line.slice(colon + 2);
    }
  }
}
