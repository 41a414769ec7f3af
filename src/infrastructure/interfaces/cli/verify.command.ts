import type { Command } from 'commander';
import type { CliActions, CliSurface, VerifyOptions } from './actions.js';
import { gathered, logName } from './option-values.js';

const EXAMPLES = `
Example:
  tribune verify --data .data

Exit code 1 names the first violation and its fact.`;

export const addVerify = (program: Command, actions: CliActions, { out, signal }: CliSurface): void => {
  program
    .command('verify')
    .description('Refold the whole log and check every invariant and every read model.')
    .option('--data <DIR>', 'data folder of the desk (data.dir)')
    .option('--store <URL>', 'what holds the log: postgres://... or eventstoredb://...', logName)
    .option('--config <FILE>', 'settings to use')
    .option('--set <KEY=VALUE>', 'set any setting; once for each', gathered)
    .addHelpText('after', EXAMPLES)
    .action(async (options: VerifyOptions) => {
      const lines = await actions.verify(options, signal);
      for (const { name, holds, count, detail } of lines) {
        out(`${holds ? 'holds ' : 'BROKEN'} ${name} (${count})${detail === '' ? '' : `: ${detail}`}\n`);
      }
      const broken = lines.find(({ holds }) => !holds);
      if (broken) throw new Error(`First violation: ${broken.name}: ${broken.detail}`);
    });
};
