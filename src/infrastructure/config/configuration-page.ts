import type { ConfigKey } from './config-key.js';
import { CONFIG_KEYS } from './config-keys.js';
import { expectedOf } from './value-kind.js';

const HEAD = `# Configuration

<!-- Made by "npm run -s tribune -- config --markdown" from src/infrastructure/config; a test compares them. -->

Every setting has a default, so none is needed. Later sources win: the defaults below, then \`tribune.config.json\` (or
the file that \`--config\` or \`TRIBUNE_CONFIG\` names), then the environment, then flags of the command line, then
\`--set KEY=VALUE\`. The file nests at the dots: \`{"http": {"port": 4000}, "risk": {"maxOpenPositions": 2}}\`. Decimals
stand in quotes there, because a JSON number loses digits. An unknown or wrong setting stops the start with one line.

A hard cap can be moved by a change of the code alone. \`tribune config\` prints what is in effect and where it comes from.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const fallbackOf = ({ fallback }: ConfigKey): string =>
  fallback === undefined ? '' : `\`${Array.isArray(fallback) ? fallback.join(',') : String(fallback)}\``;

const cellsOf = (key: ConfigKey): readonly string[] =>
  [`\`${key.key}\``, fallbackOf(key), key.unit, expectedOf(key.kind), key.cap ?? '', key.what, `\`${key.env[0]}\``].map(
    cell,
  );

const TITLES = ['setting', 'default', 'unit', 'allowed', 'hard cap', 'what', 'environment'];

/** docs/configuration.md, in columns as the formatter wants them. */
export const configurationPage = (): string => {
  const rows = [TITLES, ...CONFIG_KEYS.map(cellsOf)];
  const widths = TITLES.map((_, i) => Math.max(...rows.map((cells) => (cells[i] as string).length)));
  const lines = rows.map((cells) => `| ${cells.map((text, i) => text.padEnd(widths[i] as number)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [HEAD, lines[0], rule, ...lines.slice(1), ''].join('\n');
};
