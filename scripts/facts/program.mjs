import { resolve } from 'node:path';
import ts from 'typescript';
import { newestGoldens } from './goldens.mjs';

const CATALOGUE = resolve('src/domain/shared/fact-catalogue.ts');
/** It exists in memory alone: each golden file as a typed constant. */
const TYPED = resolve('src/domain/shared/golden-facts.ts');

const textOf = (goldens) =>
  [
    "import type { DeskFact } from './fact-catalogue.js';",
    "type DataOf<T extends DeskFact['type']> = Extract<DeskFact, { type: T }>['data'];",
    ...goldens.map(({ type, fact }, n) => `export const golden${n}: DataOf<'${type}'> = ${JSON.stringify(fact.data)};`),
  ].join('\n');

/** The domain's types, with the golden files beside them. */
export const openProgram = () => {
  const goldens = newestGoldens();
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, process.cwd());
  Object.assign(options, { incremental: false, tsBuildInfoFile: undefined, types: [], noEmit: true });
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  const typed = textOf(goldens);
  host.fileExists = (path) => path === TYPED || fileExists(path);
  host.readFile = (path) => (path === TYPED ? typed : readFile(path));
  host.getSourceFile = (path, ...rest) =>
    path === TYPED ? ts.createSourceFile(path, typed, options.target) : getSourceFile(path, ...rest);
  const program = ts.createProgram([CATALOGUE, TYPED], options, host);
  return { program, goldens, catalogue: program.getSourceFile(CATALOGUE), typed: program.getSourceFile(TYPED) };
};

/** What the types say against a golden file: a field that was renamed, dropped or is new without a version of its own. */
export const misfits = ({ program, goldens, typed }) =>
  program.getSemanticDiagnostics(typed).map((diagnostic) => {
    const { line } = typed.getLineAndCharacterOfPosition(diagnostic.start);
    const { file } = goldens[line - 2] ?? { file: 'golden files' };
    return `${file}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
