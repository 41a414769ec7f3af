/** Every relative link in a Markdown file leads to a file, and every #anchor in our own pages to a heading. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.data', 'fixtures']);

function* pages(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pages(path);
    else if (entry.name.endsWith('.md')) yield path;
  }
}

const withoutCode = (text) => text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2.*$/gm, '').replace(/`[^`\n]*`/g, '``');
const prose = (path) => withoutCode(readFileSync(path, 'utf8'));

/** Anchors as code hosts derive them from headings. */
function anchorsOf(path) {
  const headings = readFileSync(path, 'utf8').matchAll(/^#{1,6} +(.+?) *$/gm);
  const slug = (heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
  return new Set([...headings].map(([, heading]) => slug(heading)));
}

const broken = [];
for (const page of pages('.')) {
  for (const [, inline, reference] of prose(page).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)|^\[[^\]]+\]: (\S+)/gm)) {
    const target = inline ?? reference;
    if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
    const [path, anchor] = decodeURI(target).split('#');
    const file = path ? resolve(dirname(page), path) : resolve(page);
    if (!existsSync(file)) broken.push(`${page}: ${target} does not exist`);
    else if (anchor && file.endsWith('.md') && !anchorsOf(file).has(anchor))
      broken.push(`${page}: ${target} has no such heading`);
  }
}
for (const line of broken) console.log(line);
process.exitCode = broken.length > 0 ? 1 : 0;
