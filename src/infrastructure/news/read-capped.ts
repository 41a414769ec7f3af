import { open } from 'node:fs/promises';
import { NewsFeedError } from './news-feed-error.js';

/** No honest piece of news and no feed of a day is larger, bytes. */
export const LARGEST_FILE = 4_000_000;

/** The text of a file and when it was last changed. Whatever grows while it is read is cut at the limit, and refused. */
export const readCapped = async (path: string): Promise<{ readonly text: string; readonly changedAt: number }> => {
  const file = await open(path, 'r');
  try {
    const { size, mtimeMs } = await file.stat();
    if (size > LARGEST_FILE) throw new NewsFeedError(`${path}: ${size} bytes, at most ${LARGEST_FILE}`);
    const buffer = Buffer.alloc(size + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead > size) throw new NewsFeedError(`${path}: it grows while it is read`);
    return { text: buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, ''), changedAt: Math.ceil(mtimeMs) };
  } finally {
    await file.close();
  }
};
