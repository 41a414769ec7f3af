import type { Command } from 'commander';
import type { RebuiltModel } from '../../../projections/runner/rebuild-models.js';
import type { CliActions, CliSurface } from './actions.js';
import { modelsTable } from './models-table.js';
import { gathered, storeName } from './option-values.js';
import { Progress } from './progress.js';
import type { PlaceOptions, ProjectionActions } from './projection-actions.js';

const LIST = `
Example:
  tribune projections list --json

Status: up to date, behind, poisoned (with the fact and the reason), rebuilding (beside the one that readers see),
outdated (made by another version), foreign (made from another log), unknown (to this program), absent.`;

const REBUILD = `
Examples:
  tribune projections rebuild positions
  tribune projections rebuild --all --data .data

Readers see the old rows until the new ones are complete. The desk may be running: it goes on with the new ones. After
Ctrl-C or a crash the same command goes on where it was. Exit code 1 if a model was not rebuilt.`;

const VERIFY = `
Example:
  tribune projections verify positions fills

All read models without a name. The desk may be running: rows and positions of one moment are compared. Exit code 1 names
the first difference.`;

const withPlace = (command: Command): Command =>
  command
    .option('--data <DIR>', 'data folder of the desk (data.dir)')
    .option('--store <URL>', 'where the log is', storeName)
    .option('--config <FILE>', 'settings to use')
    .option('--set <KEY=VALUE>', 'set any setting; once for each', gathered);

/** Ends with a usage error at the first name that no read model has. */
const knownNames = (command: Command, actions: ProjectionActions, given: readonly string[]): string[] => {
  const unknown = given.find((name) => !actions.names.includes(name));
  if (unknown !== undefined) {
    command.error(`error: there is no read model '${unknown}' (Did you mean ${actions.nearest(unknown)}?)`);
  }
  return [...new Set(given)];
};

const addList = (projections: Command, { projections: actions }: CliActions, { out }: CliSurface): void => {
  withPlace(projections.command('list').description('Every read model: version, position, lag behind the log, status.'))
    .option('--json', 'print one JSON object')
    .addHelpText('after', LIST)
    .action(async (options: PlaceOptions & { readonly json?: boolean }) => {
      const described = await actions.list(options);
      out(options.json ? `${JSON.stringify(described)}\n` : modelsTable(described));
    });
};

const NOT_REBUILT: Readonly<Record<Exclude<RebuiltModel['outcome'], 'rebuilt'>, string>> = {
  interrupted: 'interrupted: the same command goes on from there',
  poisoned: 'not rebuilt, readers keep the old rows',
  fenced: 'not rebuilt: somebody else has begun to rebuild it',
};

const lineOf = ({ name, version, outcome, position, detail }: RebuiltModel): string => {
  const words = outcome === 'rebuilt' ? 'rebuilt' : NOT_REBUILT[outcome];
  return `${name} (version ${version}) at ${position ?? 'the beginning'}: ${words}${detail === '' ? '' : `: ${detail}`}\n`;
};

const addRebuild = (projections: Command, { projections: actions }: CliActions, surface: CliSurface): void => {
  withPlace(projections.command('rebuild').description('Make read models anew from the log, beside the old ones.'))
    .argument('[NAMES...]', 'read models, as "projections list" shows them')
    .option('--all', 'every read model')
    .addHelpText('after', REBUILD)
    .action(async (given: readonly string[], options: PlaceOptions & { readonly all?: boolean }, command: Command) => {
      if (given.length > 0 === (options.all === true)) {
        command.error('error: name the read models to rebuild, or say --all');
      }
      const names = options.all ? actions.names : knownNames(command, actions, given);
      const progress = new Progress(surface.stderr);
      const rebuilt = await actions
        .rebuild(names, options, progress.listener, surface.signal)
        .finally(() => progress.stop());
      for (const model of rebuilt) surface.out(lineOf(model));
      const missing = rebuilt.filter(({ outcome }) => outcome !== 'rebuilt');
      if (missing.length > 0) throw new Error(`${missing.length} of ${rebuilt.length} read models were not rebuilt.`);
    });
};

const addVerify = (projections: Command, { projections: actions }: CliActions, { out, signal }: CliSurface): void => {
  withPlace(projections.command('verify').description('Compare the rows of read models with a fresh fold of the log.'))
    .argument('[NAMES...]', 'read models; all if none is named')
    .addHelpText('after', VERIFY)
    .action(async (given: readonly string[], options: PlaceOptions, command: Command) => {
      const names = given.length === 0 ? actions.names : knownNames(command, actions, given);
      const lines = await actions.verify(names, options, signal);
      for (const { name, holds, count, detail } of lines) {
        out(`${holds ? 'holds ' : 'BROKEN'} ${name} (${count} rows)${detail === '' ? '' : `: ${detail}`}\n`);
      }
      const broken = lines.find(({ holds }) => !holds);
      if (broken) throw new Error(`First difference: ${broken.name}: ${broken.detail}`);
    });
};

export const addProjections = (program: Command, actions: CliActions, surface: CliSurface): void => {
  const projections = program.command('projections').description('Look at the read models, and make them anew.');
  addList(projections, actions, surface);
  addRebuild(projections, actions, surface);
  addVerify(projections, actions, surface);
};
