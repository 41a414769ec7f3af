import { createHash } from 'node:crypto';
import { Digest } from '../../application/ports/digest.port.js';

/** Short pieces are gathered: a call of the hash costs more than its work on a few bytes. */
const GATHER = 64 * 1024;

export class Sha256Digest extends Digest {
  private readonly hash = createHash('sha256');
  private pending = '';

  add(text: string): void {
    this.pending += text;
    if (this.pending.length >= GATHER) this.flush();
  }

  hex(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  private flush(): void {
    this.hash.update(this.pending, 'utf8');
    this.pending = '';
  }
}
