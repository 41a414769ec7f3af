import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { RecordedFact } from '../../domain/shared/fact.js';

/** Facts as newline JSON, one a line, written as fast as the disk takes them and no faster. */
export class FactFile {
  private failure: Error | undefined;

  private constructor(private readonly stream: WriteStream) {
    stream.on('error', (error) => (this.failure = error));
  }

  /** @throws the file system's error where the file cannot be made */
  static async open(file: string): Promise<FactFile> {
    const stream = createWriteStream(file, { encoding: 'utf8' });
    await once(stream, 'open');
    return new FactFile(stream);
  }

  async write({ position, stream, version, type, data, metadata }: RecordedFact): Promise<void> {
    await this.line(JSON.stringify({ position, stream, version, type, data, metadata }));
  }

  async line(text: string): Promise<void> {
    if (this.failure) throw this.failure;
    if (!this.stream.write(`${text}\n`)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    if (this.failure) throw this.failure;
    this.stream.end();
    await once(this.stream, 'finish');
  }
}
