import type { ReactNode } from 'react';
import { readable } from './readable-text.js';

/** A sentence of the record, cut to what a person can read; the exact words are one hover away. */
export function Readable({ of }: { of: string }): ReactNode {
  const shown = readable(of);
  return shown === of ? of : <span title={of}>{shown}</span>;
}
