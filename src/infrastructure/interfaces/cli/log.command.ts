import type { Command } from 'commander';
import type { CliActions, CliSurface, LogExportOptions } from './actions.js';
import { addLogCopy } from './log-copy.command.js';
import { demanded, gathered, logName } from './option-values.js';

const EXAMPLES = `
Examples:
  tribune log export --to facts.ndjson
  tribune log export --to facts.ndjson --data /var/lib/tribune

A line is {"position", "stream", "version", "type", "data", "metadata"}. The desk may be running meanwhile.`;

export const addLog = (program: Command, actions: CliActions, surface: CliSurface): void => {
  const { out, signal } = surface;
  const log = program.command('log').description('Work with the log of facts.');
  log
    .command('export')
    .description('Write every fact of the log as newline JSON.')
    .option('--to <FILE>', 'file to write; replaced if it exists')
    .option('--data <DIR>', 'data folder of the desk (data.dir)')
    .option('--store <URL>', 'what holds the log: postgres://... or eventstoredb://...', logName)
    .option('--config <FILE>', 'settings to use')
    .option('--set <KEY=VALUE>', 'set any setting; once for each', gathered)
    .addHelpText('after', EXAMPLES)
    .action(async (options: Partial<LogExportOptions>, command: Command) => {
      const to = demanded(command, '--to <FILE>', options.to);
      const facts = await actions.exportLog({ ...options, to }, signal);
      out(`${facts} facts written to ${to}\n`);
    });
  addLogCopy(log, actions, surface);
};
