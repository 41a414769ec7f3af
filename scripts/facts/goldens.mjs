import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'test/fixtures/facts';
/** `<FactType>.v<schema>[.<variant>].json` */
const NAME = /^([A-Z][A-Za-z]+)\.v(\d+)(?:\.([a-z-]+))?\.json$/;

/** Every shape ever stored, newest schema first, then by variant. */
export const readGoldens = () =>
  readdirSync(FOLDER)
    .map((file) => {
      const match = NAME.exec(file);
      if (!match) throw new Error(`${FOLDER}/${file}: not <FactType>.v<schema>[.<variant>].json`);
      const [, type, schema, variant = ''] = match;
      const fact = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
      return { file: `${FOLDER}/${file}`, type, schema: Number(schema), variant, fact };
    })
    .sort((a, b) => b.schema - a.schema || (a.file < b.file ? -1 : 1));

/** Those that the present types must still fit: an older schema is upcast on read. */
export const newestGoldens = (goldens = readGoldens()) =>
  goldens.filter(({ type, schema }) => !goldens.some((other) => other.type === type && other.schema > schema));
