import type { Command } from 'commander';
import type { CliActions, CliSurface, SettingOptions } from './actions.js';
import { askDesk } from './ask-desk.js';
import { demanded, gathered } from './option-values.js';

interface HaltOptions extends SettingOptions {
  readonly reason?: string;
}

const HALTS = [
  {
    name: 'clear',
    path: 'commands/clear-halt',
    description: 'Let the desk trade again after a halt.',
    done: 'The halt is cleared',
  },
  {
    name: 'set',
    path: 'commands/halt',
    description: 'Stop all openings until the halt is cleared.',
    done: 'Trading is halted',
  },
] as const;

export const addHalt = (program: Command, actions: CliActions, { out, signal }: CliSurface): void => {
  const halt = program.command('halt').description('Stop the running desk from opening positions, or let it go on.');
  for (const { name, path, description, done } of HALTS) {
    halt
      .command(name)
      .description(description)
      .option('--reason <TEXT>', 'why; kept in the log')
      .option('--config <FILE>', 'settings to use')
      .option('--set <KEY=VALUE>', 'set any setting, as http.port=3001; once for each', gathered)
      .addHelpText('after', `\nExample:\n  tribune halt ${name} --reason "looked at the losses of today"`)
      .action(async (options: HaltOptions, command: Command) => {
        const reason = demanded(command, '--reason <TEXT>', options.reason);
        if (reason.trim() === '') command.error('error: --reason must say why');
        await askDesk(actions.deskAddress(options), path, { reason }, signal);
        out(`${done}: ${reason}\n`);
      });
  }
};
