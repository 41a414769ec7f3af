import type { Command } from 'commander';
import type { CliActions, CliSurface, SettingOptions } from './actions.js';
import { giveOrder } from './give-order.js';
import { demanded, gathered } from './option-values.js';

interface HaltOptions extends SettingOptions {
  readonly reason?: string;
  readonly confirm?: boolean;
}

const HALTS = [
  { name: 'clear', kind: 'clear-halt', description: 'Let the desk trade again after a halt.', more: ' --confirm' },
  { name: 'set', kind: 'halt', description: 'Stop all openings until the halt is cleared.', more: '' },
] as const;

export const addHalt = (program: Command, actions: CliActions, surface: CliSurface): void => {
  const halt = program.command('halt').description('Stop the running desk from opening positions, or let it go on.');
  for (const { name, kind, description, more } of HALTS) {
    const command = halt.command(name).description(description).option('--reason <TEXT>', 'why; kept in the log');
    if (more !== '') command.option('--confirm', 'the second word that lifting a halt asks for');
    command
      .option('--config <FILE>', 'settings to use')
      .option('--set <KEY=VALUE>', 'set any setting, as http.port=3001; once for each', gathered)
      .addHelpText('after', `\nExample:\n  tribune halt ${name} --reason "looked at the losses of today"${more}`)
      .action(async (options: HaltOptions) => {
        const reason = demanded(command, '--reason <TEXT>', options.reason);
        if (reason.trim() === '') command.error('error: --reason must say why');
        const line = { address: actions.deskAddress(options), signal: surface.signal };
        await giveOrder(line, { kind, body: { reason }, confirm: options.confirm }, surface);
      });
  }
};
