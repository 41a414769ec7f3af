import type { Command } from 'commander';
import type { CliActions, CliSurface, CopiedLogLine, LogCopyOptions } from './actions.js';
import { demanded, gathered } from './option-values.js';
import { Progress } from './progress.js';

interface Parsed extends Partial<LogCopyOptions> {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  tribune log copy --from .data --to 'eventstoredb://127.0.0.1:2113?tls=false'
  tribune log copy --from 'eventstoredb://127.0.0.1:2113?tls=false' --to /var/lib/tribune --switch

Every fact keeps its stream, version, id, text and place in the order; the copy is read again and compared. A copy that
was cut off goes on where it ended, and a target that holds anything else is refused. The desk may be running meanwhile:
run it again for what has come since. Checkpoints and candles go along into a database of the copy's own; where source and
copy share one, --switch makes it belong to the copy (with the desk stopped). "tribune projections rebuild --all" then
makes the read models anew.`;

const row = (name: string, source: number | string, target: number | string): string =>
  `${name.padEnd(11)}${source}${source === target ? ', the same in both' : ` in the source, ${target} in the target`}\n`;

const textOf = ({ source, target, copied, inUse, carried }: CopiedLogLine): string =>
  [
    row('facts', source.facts, target.facts),
    row('digest', source.digest, target.digest),
    row('state hash', source.stateHash, target.stateHash),
    `${copied} facts written by this run\n`,
    inUse ? 'the desk of the source is running: run this again for what it has written meanwhile\n' : '',
    carried ? `${carried.checkpoints} checkpoints and ${carried.candles} candles taken along\n` : '',
  ].join('');

export const addLogCopy = (log: Command, actions: CliActions, { out, stderr, signal }: CliSurface): void => {
  log
    .command('copy')
    .description('Copy the log into another store, and compare both.')
    .option('--from <PLACE>', 'postgres://..., eventstoredb://..., or a data folder')
    .option('--to <PLACE>', 'the same; an empty one, or one that holds the beginning of the source')
    .option('--switch', 'make the database beside both logs belong to the copy')
    .option('--json', 'print one JSON object')
    .option('--config <FILE>', 'settings to use')
    .option('--set <KEY=VALUE>', 'set any setting; once for each', gathered)
    .addHelpText('after', EXAMPLES)
    .action(async ({ json, ...options }: Parsed, command: Command) => {
      const from = demanded(command, '--from <PLACE>', options.from);
      const to = demanded(command, '--to <PLACE>', options.to);
      const progress = new Progress(stderr, 'facts');
      const copied = await actions
        .copyLog({ ...options, from, to }, (phase, done, of) => progress.phase(phase, done, of), signal)
        .finally(() => progress.stop());
      out(json ? `${JSON.stringify(copied)}\n` : textOf(copied));
      if (!copied.same) throw new Error('The copy is not the same as its source: do not use it.');
    });
};
