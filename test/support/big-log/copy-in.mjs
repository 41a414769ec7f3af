/** COPY ... FROM STDIN over the `pg` client's own connection: the fastest way in, and `pg` has no method for it. */

import { Buffer } from 'node:buffer';

const ESCAPES = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const SPECIAL = /[\\\n\r\t]/g;
const CHUNK_CHARACTERS = 1_000_000;

/** One value of a line of COPY's text format. */
const escaped = (value) => {
  const text = String(value);
  return SPECIAL.test(text) ? text.replace(SPECIAL, (found) => ESCAPES[found]) : text;
};

/** What `pg` calls a submittable: it speaks for itself while the connection is its own. */
class CopyIn {
  constructor(text, lines) {
    this.text = text;
    this.lines = lines;
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  submit(connection) {
    connection.query(this.text);
  }

  async handleCopyInResponse(connection) {
    try {
      let chunk = '';
      for (const line of this.lines) {
        chunk += `${line}\n`;
        if (chunk.length < CHUNK_CHARACTERS) continue;
        connection.sendCopyFromChunk(Buffer.from(chunk, 'utf8'));
        chunk = '';
        // The socket is given the time to write: gigabytes must not wait in memory.
        while (connection.stream.writableNeedDrain) await new Promise((go) => connection.stream.once('drain', go));
      }
      connection.sendCopyFromChunk(Buffer.from(chunk, 'utf8'));
      connection.endCopyFrom();
    } catch (error) {
      connection.sendCopyFail(String(error));
    }
  }

  handleError(error) {
    this.reject(error);
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    this.resolve();
  }
}

/** Writes rows (arrays of values) into columns of a table, in one statement. */
export const copyIn = (client, table, columns, rows) => {
  const lines = (function* () {
    for (const row of rows) yield row.map(escaped).join('\t');
  })();
  const copy = new CopyIn(`copy ${table} (${columns.join(', ')}) from stdin`, lines);
  client.query(copy);
  return copy.done;
};
