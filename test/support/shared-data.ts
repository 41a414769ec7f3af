import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = process.env['TRIBUNE_SHARED'] ?? resolve(__dirname, '../../../shared');

const pathOf = (file: string): string => join(root, 'data', file);

/** `test`, or a skip that says why, for a test that needs a file of the shared data folder. */
export const testWithShared = (file: string, name: string, body: (content: string) => void | Promise<void>): void => {
  const path = pathOf(file);
  if (existsSync(path)) test(name, async () => body(readFileSync(path, 'utf8')));
  else test.skip(`${name} (skipped: ${path} is absent; set TRIBUNE_SHARED)`, () => undefined);
};
