import type { ConfigKey } from './config-key.js';
import { CONFIG_KEYS } from './config-keys.js';
import { markdownTable } from './markdown-table.js';
import { expectedOf } from './value-kind.js';

const HEAD = `# Configuration

<!-- Made by "npm run -s tribune -- config --markdown" from src/infrastructure/config; a test compares them. -->

Every setting has a default, so none is needed. Later sources win: the defaults below, then \`tribune.config.json\` (or
the file that \`--config\` or \`TRIBUNE_CONFIG\` names), then the environment, then flags of the command line, then
\`--set KEY=VALUE\`. The file nests at the dots: \`{"http": {"port": 4000}, "risk": {"maxOpenPositions": 2}}\`. Decimals
stand in quotes there, because a JSON number loses digits. An unknown or wrong setting stops the start with one line.

A hard cap can be moved by a change of the code alone. \`tribune config\` prints what is in effect and where it comes from.
`;

const fallbackOf = ({ fallback }: ConfigKey): string =>
  fallback === undefined ? '' : `\`${Array.isArray(fallback) ? fallback.join(',') : String(fallback)}\``;

const cellsOf = (key: ConfigKey): readonly string[] => [
  `\`${key.key}\``,
  fallbackOf(key),
  key.unit,
  expectedOf(key.kind),
  key.cap ?? '',
  key.what,
  `\`${key.env[0]}\``,
];

const TITLES = ['setting', 'default', 'unit', 'allowed', 'hard cap', 'what', 'environment'];

/** docs/configuration.md. */
export const configurationPage = (): string =>
  [HEAD, ...markdownTable(TITLES, CONFIG_KEYS.map(cellsOf)), ''].join('\n');
