import type { Command } from 'commander';
import type { CliActions, CliSurface, SettingOptions } from './actions.js';
import { gathered } from './option-values.js';

interface ConfigOptions extends SettingOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

const EXAMPLES = `
Examples:
  tribune config
  tribune config --set risk.maxOpenPositions=2 --json`;

export const addConfig = (program: Command, actions: CliActions, { out }: CliSurface): void => {
  program
    .command('config')
    .description('Print the settings in effect and where each comes from. Passwords are masked.')
    .option('--json', 'print one JSON object')
    .option('--markdown', 'print docs/configuration.md')
    .option('--config <FILE>', 'settings to use (default: tribune.config.json, if there is one)')
    .option('--set <KEY=VALUE>', 'set any setting; once for each', gathered)
    .addHelpText('after', EXAMPLES)
    .action((options: ConfigOptions) => {
      if (options.markdown) return out(actions.settingsPage());
      const settings = actions.settings(options);
      if (options.json)
        return out(`${JSON.stringify(Object.fromEntries(settings.map(({ key, value }) => [key, value])))}\n`);
      const width = Math.max(...settings.map(({ key }) => key.length));
      for (const { key, value, origin } of settings) {
        out(`${key.padEnd(width)}  ${value}${origin === 'default' ? '' : `  (${origin})`}\n`);
      }
    });
};
