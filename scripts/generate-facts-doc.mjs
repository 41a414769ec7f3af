/**
 * Writes docs/facts.md from the types of the facts, their comments and the golden files. With --check it writes nothing
 * and ends with 1 where the page, a golden file or a comment is behind the types.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { describeFacts } from './facts/describe.mjs';
import { newestGoldens } from './facts/goldens.mjs';
import { misfits, openProgram } from './facts/program.mjs';
import { render } from './facts/render.mjs';

const PAGE = 'docs/facts.md';

/** The catalogue's values; its types are of no use here. */
const readCatalogue = async () => {
  const source = readFileSync('src/domain/shared/fact-catalogue.ts', 'utf8');
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: 'ESNext', target: 'ES2022' } });
  const { FACT_CATALOGUE } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  return FACT_CATALOGUE;
};

const bareDecimals = ({ categories, shapes }) => {
  const named = [
    ...categories.flatMap(({ facts }) => facts.flatMap(({ type, forms }) => forms.map((fields) => [type, fields]))),
    ...shapes.map(([name, { fields }]) => [name, fields ?? []]),
  ];
  return named.flatMap(([owner, fields]) =>
    fields
      .filter(({ type, unit, doc }) => /^decimal/.test(type) && unit === undefined && doc === '')
      .map(({ name }) => `${owner}.${name}: neither its name nor a comment says what it is counted in`),
  );
};

const program = openProgram();
const described = describeFacts(program);
const whens = await readCatalogue();
const goldens = newestGoldens();
const missing = described.categories
  .flatMap(({ facts }) => facts.map(({ type }) => type))
  .filter((type) => !goldens.some((golden) => golden.type === type))
  .map((type) => `${type}: no golden file under test/fixtures/facts`);
const text = render(described, whens, goldens);
const faults = [...missing, ...misfits(program), ...bareDecimals(described)];
if (process.argv.includes('--check')) {
  const written = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  if (written !== text) faults.push(`${PAGE} is not what the types and the golden files say: run npm run facts`);
} else {
  writeFileSync(PAGE, text);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
