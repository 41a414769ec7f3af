import { DENIAL_CODES, type DenialCode } from '../../domain/account/risk/denial-codes.js';
import { DEFAULT_POLICY, HARD_CAPS, type RiskPolicy } from '../../domain/account/risk/policy.js';
import type { RiskRule } from '../../domain/account/risk/rule.js';
import { RISK_RULES } from '../../domain/account/risk/rules/index.js';
import { markdownTable } from './markdown-table.js';

const HEAD = `# Risk rules

<!-- Made by "npm run -s tribune -- risk rules --markdown" from src/domain/account/risk; a test compares them. -->

Every opening is held against every rule, in this order, and each verdict keeps what each rule saw. The first that fails
names the denial; a limit that leaves less than was wanted shrinks the trade, and then the rules about the size look once
more. Orders that reduce a position meet none of these: nothing may refuse an exit.

The numbers are settings ([risk.\\*](configuration.md)) within hard caps that only a change of the code can move. To see
the rules at work on a recorded or imagined proposal: \`npm run -s tribune -- risk explain --help\`.
`;

const RULES = 'src/domain/account/risk/rules';
const TESTS = 'test/unit/domain/account/risk/rules';

const numberOf = (key: keyof RiskPolicy): string => {
  const cap = HARD_CAPS[key];
  return `\`${key}\` ${String(DEFAULT_POLICY[key])}${cap === undefined ? '' : ` (cap ${cap})`}`;
};

const ruleCells = ({ name, codes, why, policyKeys }: RiskRule): readonly string[] => [
  `[${name}](../${RULES}/${name}.rule.ts)`,
  codes.map((code) => `\`${code}\``).join(', '),
  why,
  policyKeys.map(numberOf).join(', '),
  `[test](../${TESTS}/${name}.rule.test.ts)`,
];

/** Codes that no single rule owns. */
const BESIDE_RULES: Readonly<Partial<Record<DenialCode, string>>> = {
  SHRINKS_AGAIN: 'any rule about the size, on its second look',
};

const codeCells = (code: DenialCode): readonly string[] => {
  const owners = RISK_RULES.filter(({ codes }) => codes.includes(code)).map(({ name }) => name);
  return [`\`${code}\``, owners.join(', ') || (BESIDE_RULES[code] ?? '')];
};

/** docs/risk-rules.md, in columns as the formatter wants them. */
export const riskRulesPage = (): string =>
  [
    HEAD,
    '## Rules\n',
    ...markdownTable(['rule', 'denies with', 'why', 'its numbers', 'proof'], RISK_RULES.map(ruleCells)),
    '\n## Denial codes\n',
    'The closed list, in the order in which a verdict names them.\n',
    ...markdownTable(['code', 'from'], DENIAL_CODES.map(codeCells)),
    '',
  ].join('\n');
