import type { Command } from 'commander';
import type { OverrideView, Page } from '../../../projections/views.js';
import type { CliActions, CliSurface, SettingOptions } from './actions.js';
import { readDesk, type DeskLine } from './ask-desk.js';
import { CONTROL_KINDS, wantsConfirmation, type ControlKind, type ControlOption } from './control-kinds.js';
import { confirmOrder, giveOrder } from './give-order.js';
import { demanded, gathered } from './option-values.js';

interface Given extends SettingOptions {
  readonly reason?: string;
  readonly key?: string;
  readonly confirm?: boolean;
  readonly [option: string]: unknown;
}

/** Of `--limit KEY=VALUE`; the desk knows what is a number and what is text. */
const limitsOf = (given: readonly string[], command: Command): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) command.error(`error: --limit ${text}: expected KEY=VALUE, as maxOpenPositions=2`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );

const nameOf = ({ flags }: ControlOption): string => flags.slice(2, flags.indexOf(' '));

const fieldsOf = (options: readonly ControlOption[], given: Given, command: Command): object =>
  Object.fromEntries(
    options.flatMap((option) => {
      const value = given[nameOf(option)];
      if (value === undefined && option.optional) return [];
      const said = demanded(command, option.flags, value);
      return [[option.field, option.many ? limitsOf(said as readonly string[], command) : said]];
    }),
  );

const withSettings = (command: Command): Command =>
  command
    .option('--config <FILE>', 'settings to use')
    .option('--set <KEY=VALUE>', 'set any setting, as http.port=3001; once for each', gathered);

const addKind = (control: Command, spec: ControlKind, lineTo: (given: Given) => DeskLine, surface: CliSurface) => {
  const { kind, about, options, example } = spec;
  const confirmed = wantsConfirmation(kind);
  const command = control.command(kind).description(about).option('--reason <TEXT>', 'why; kept in the log');
  for (const { flags, about: says, many } of options) {
    if (many) command.option(flags, says, many);
    else command.option(flags, says);
  }
  command.option('--key <TEXT>', 'your own id of this request: the same once more does nothing');
  if (confirmed) command.option('--confirm', 'the second word; without it a terminal asks');
  const words = [`tribune control ${kind}`, ...(example ? [example] : []), '--reason "why"'];
  if (confirmed) words.push('--confirm');
  withSettings(command)
    .addHelpText('after', `\nExample:\n  ${words.join(' ')}`)
    .action(async (given: Given) => {
      const order = fieldsOf(options, given, command);
      const reason = demanded(command, '--reason <TEXT>', given.reason);
      if (reason.trim() === '') command.error('error: --reason must say why');
      const { key, confirm } = given;
      await giveOrder(lineTo(given), { kind, body: { reason, ...order }, key, confirm }, surface);
    });
};

const lineOf = ({ requestedAt, overrideId, kind, status, reason, outcome, detail }: OverrideView): string =>
  `${new Date(requestedAt).toISOString().slice(0, 19)}Z  ${overrideId}  ${status.padEnd(8)}  ${kind}: ${reason}` +
  `${outcome === undefined ? '' : ` -> ${outcome}`}${detail === undefined ? '' : ` -> ${detail}`}\n`;

/** Everything that an operator may order, from a shell. */
export const addControl = (program: Command, actions: CliActions, surface: CliSurface): void => {
  const lineTo = (given: Given): DeskLine => ({ address: actions.deskAddress(given), signal: surface.signal });
  const control = program.command('control').description('Order the running desk what an operator may order.');
  for (const spec of CONTROL_KINDS) addKind(control, spec, lineTo, surface);
  withSettings(control.command('confirm <ID>').description('Give the second word to a request, within 60 s.')).action(
    (id: string, given: Given) => confirmOrder(lineTo(given), id, surface),
  );
  withSettings(control.command('list').description('What was ordered last, and what became of it.')).action(
    async (given: Given) => {
      const { items } = await readDesk<Page<OverrideView>>(lineTo(given), 'overrides?limit=20');
      surface.out(items.length === 0 ? 'Nothing was ordered yet.\n' : items.map(lineOf).join(''));
    },
  );
};
