import type { Command } from 'commander';
import type { CliActions, CliSurface, ExplainOptions } from './actions.js';
import { demanded, gathered, logName } from './option-values.js';
import { verdictText } from './verdict-text.js';

const EXPLAIN = `
Examples:
  tribune risk explain --at 1234                         a recorded verdict, again
  tribune risk explain --intent idea.json --at 1234      another intent, on the account as it was there
  tribune risk explain --intent idea.json --state account.json

The intent file holds {"intent": {...}, "quotes": {"BTC/USDT": {...}}, "at": unix ms}, or one line of "tribune log export"
with a verdict. "tribune risk state --at 1234" prints a state to begin with. Nothing is recorded.`;

const RULES = `
Example:
  tribune risk rules --markdown > docs/risk-rules.md`;

const logOptions = (command: Command): Command =>
  command
    .option('--data <DIR>', 'data folder of the desk (data.dir)')
    .option('--store <URL>', 'what holds the log: postgres://... or eventstoredb://...', logName)
    .option('--config <FILE>', 'settings to use')
    .option('--set <KEY=VALUE>', 'set any setting; once for each', gathered);

const addExplain = (risk: Command, actions: CliActions, { out }: CliSurface): void => {
  const explain = risk
    .command('explain')
    .description('Ask the risk engine about an opening: every rule with input, limit and result.')
    .option('--intent <FILE>', 'the opening, with the quotes of its moment')
    .option('--state <FILE>', 'the account, as "risk state" prints it')
    .option('--at <POSITION>', 'the account as it was right before this position of the log')
    .option('--json', 'print the verdict as one JSON object');
  logOptions(explain)
    .addHelpText('after', EXPLAIN)
    .action(async (options: ExplainOptions & { readonly json?: boolean }, command: Command) => {
      if ((options.state === undefined) === (options.at === undefined))
        command.error("error: one of '--state <FILE>' and '--at <POSITION>' is needed");
      const verdict = await actions.explainRisk(options);
      out(options.json ? `${JSON.stringify(verdict)}\n` : verdictText(verdict));
    });
};

const addState = (risk: Command, actions: CliActions, { out }: CliSurface): void => {
  const state = risk
    .command('state')
    .description('Print the account as it was right before a position of the log, as JSON.')
    .option('--at <POSITION>', 'position of the log');
  logOptions(state)
    .addHelpText('after', '\nExample:\n  tribune risk state --at 1234 > account.json')
    .action(async (options: ExplainOptions, command: Command) => {
      const at = demanded(command, '--at <POSITION>', options.at);
      out(`${JSON.stringify(await actions.accountState({ ...options, at }), undefined, 2)}\n`);
    });
};

export const addRisk = (program: Command, actions: CliActions, surface: CliSurface): void => {
  const risk = program.command('risk').description('Question the risk engine.');
  addExplain(risk, actions, surface);
  addState(risk, actions, surface);
  risk
    .command('rules')
    .description('Print all rules with their reasons, numbers and denial codes.')
    .option('--markdown', 'as docs/risk-rules.md (the default)')
    .addHelpText('after', RULES)
    .action(() => surface.out(actions.riskRulesPage()));
};
