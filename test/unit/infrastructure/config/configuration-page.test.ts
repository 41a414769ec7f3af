import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_KEYS } from '../../../../src/infrastructure/config/config-keys.js';
import { configurationPage } from '../../../../src/infrastructure/config/configuration-page.js';

test('docs/configuration.md is what the code says (npm run -s tribune -- config --markdown)', () => {
  const path = join(__dirname, '../../../../docs/configuration.md');
  expect(readFileSync(path, 'utf8')).toBe(configurationPage());
});

test('every setting says what it is', () => {
  for (const { what, env } of CONFIG_KEYS) {
    expect(what.length).toBeGreaterThan(5);
    expect(env[0]).toMatch(/^TRIBUNE_[A-Z0-9_]+$/);
  }
});
