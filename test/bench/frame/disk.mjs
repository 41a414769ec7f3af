import { Buffer } from 'node:buffer';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secondsOf } from './facts.mjs';
import { figure, quantile } from './statistics.mjs';

const PAGE_BYTES = 8_192;
const PAGES = 64;
const FLUSHES = 100;

/**
 * What the disk under the benches' server takes to make 8 KB durable at this moment, in words: `flush 0.14 ms`. A durable
 * append can't be faster, so a ratio means little without it. With TMPDIR on a file system in memory there is no disk,
 * and what is left is the work.
 */
export const flushTime = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tribune-flush-'));
  const file = openSync(join(folder, 'file'), 'w');
  const page = Buffer.alloc(PAGE_BYTES, 'x');
  const times = [];
  // The first round makes the file as long as it will be.
  for (let n = 0; n < PAGES; n++) writeSync(file, page, 0, PAGE_BYTES, n * PAGE_BYTES);
  for (let n = 0; n < FLUSHES; n++) {
    writeSync(file, page, 0, PAGE_BYTES, (n % PAGES) * PAGE_BYTES);
    times.push(1_000 * (await secondsOf(() => fdatasyncSync(file))));
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return `flush ${figure(quantile(times, 0.5))} ms`;
};
