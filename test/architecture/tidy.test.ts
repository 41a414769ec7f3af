import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const MAX_LINES = 300;
const VAGUE = /^(utils?|helpers?|common|misc)$/;
/** kebab-case, with the role behind dots: `record-fill.handler.ts`. */
const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.(ts|tsx|mts|mjs|css|html|json|md|svg)$/;
const FOLDER_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Paths that may break a rule. It is empty and meant to stay so; one that breaks none fails the last test. */
const EXCEPTIONS: readonly string[] = [];

const GENERATED = new Set(['node_modules', 'dist', 'fixtures']);

function walk(folder: string): { files: string[]; folders: string[] } {
  const found = { files: [] as string[], folders: [] as string[] };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (GENERATED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) {
      found.files.push(path);
      continue;
    }
    found.folders.push(path);
    const below = walk(path);
    found.files.push(...below.files);
    found.folders.push(...below.folders);
  }
  return found;
}

const roots = ['src', 'test', 'web', 'scripts'].map(walk);
const files = roots.flatMap((root) => root.files);
const folders = roots.flatMap((root) => root.folders);

const isCode = (path: string) => /\.(ts|tsx|mts|mjs)$/.test(path);

/** The unit tests of `src/x` stand in `test/unit/x`; those of the dashboard, `web/src`, in `test/unit/web`. */
const testedBy = (folder: string) =>
  folder
    .replaceAll('\\', '/')
    .replace(/^test\/unit\/web(?=\/|$)/, 'web/src')
    .replace(/^test\/unit\//, 'src/');

const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n').length;

const violations: Record<string, string[]> = {
  'no file has more than 300 lines': files.filter((path) => isCode(path) && linesOf(path) > MAX_LINES),
  'no file or folder has a name that says nothing': [
    ...files.filter((path) =>
      basename(path)
        .split('.')
        .some((part) => VAGUE.test(part)),
    ),
    ...folders.filter((path) => VAGUE.test(basename(path))),
  ],
  'names are in kebab-case': [
    ...files.filter((path) => !FILE_NAME.test(basename(path))),
    ...folders.filter((path) => !FOLDER_NAME.test(basename(path))),
  ],
  'tests stand where their kind says': files.filter(
    (path) =>
      path.endsWith('.test.ts') &&
      !/^test\/(unit|contract|integration|simulation|e2e|browser|architecture)\//.test(path.replaceAll('\\', '/')),
  ),
  'unit tests mirror what they test': folders.filter(
    (path) => path.replaceAll('\\', '/').startsWith('test/unit/') && !existsSync(testedBy(path)),
  ),
};

test.each(Object.entries(violations))('%s', (_rule, paths) => {
  expect(paths.filter((path) => !EXCEPTIONS.includes(path))).toEqual([]);
});

test('the list of exceptions names no file that needs none', () => {
  const needed = new Set(Object.values(violations).flat());
  expect(EXCEPTIONS.filter((path) => !needed.has(path))).toEqual([]);
});
