import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DENIAL_CODES } from '../../../../src/domain/account/risk/denial-codes.js';
import { RISK_RULES } from '../../../../src/domain/account/risk/rules/index.js';
import { riskRulesPage } from '../../../../src/infrastructure/config/risk-rules-page.js';

const DOCS = join(__dirname, '../../../../docs');

test('F-R18 docs/risk-rules.md is what the rules say (npm run -s tribune -- risk rules > docs/risk-rules.md)', () => {
  expect(readFileSync(join(DOCS, 'risk-rules.md'), 'utf8')).toBe(riskRulesPage());
});

test('every rule is a file of its own and has its proof, both where the page says', () => {
  const named = [...riskRulesPage().matchAll(/\]\(\.\.\/([^)]+\.ts)\)/g)].map(([, path]) => path as string);
  expect(named).toHaveLength(2 * RISK_RULES.length);
  expect(named.filter((path) => !existsSync(join(DOCS, '..', path)))).toEqual([]);
});

test('every denial code has somebody who says it', () => {
  const codes = riskRulesPage().split('## Denial codes')[1] ?? '';
  for (const code of DENIAL_CODES) expect(codes).toMatch(new RegExp(`\\| \`${code}\` +\\| [a-z]`));
});
