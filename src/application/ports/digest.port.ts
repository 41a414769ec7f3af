/** A running SHA-256: text in pieces, however long the whole. Synchronous, because a hash waits for nothing. */
export abstract class Digest {
  abstract add(text: string): void;
  /** Lower-case hexadecimal; ends the digest. */
  abstract hex(): string;
}
