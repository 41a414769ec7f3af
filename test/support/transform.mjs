/**
 * Compiles the house's TypeScript, and only those files of packages that speak ESM. Compiling every file of every
 * package costs twice the time, and some CommonJS packages do not survive it.
 */
import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import swc from '@swc/jest';

const swcrc = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));
const compiler = swc.createTransformer({ ...swcrc, $schema: undefined, swcrc: false, module: { type: 'commonjs' } });
const javascript = swc.createTransformer({
  swcrc: false,
  jsc: { target: 'es2023', parser: { syntax: 'ecmascript' } },
  module: { type: 'commonjs' },
});

const PACKAGES = `${sep}node_modules${sep}`;
const SPEAKS_ESM = /^\s*(?:import|export)\b|\bimport\s*\(|\bimport\.meta\b/m;

export default {
  getCacheKey: (...args) => compiler.getCacheKey(...args),
  process(source, path, options) {
    if (!path.includes(PACKAGES)) return compiler.process(source, path, options);
    return SPEAKS_ESM.test(source) ? javascript.process(source, path, options) : { code: source };
  },
};
