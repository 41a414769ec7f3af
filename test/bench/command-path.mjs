/**
 * Load, decide, append to memory, fold: every command of the desk over some days of the pretend market, once more and in
 * the same order, and what that time is made of. Figures by aggregate are of the same commands, each aggregate's alone.
 */
import { recordCommands } from './command-path/record-commands.mjs';
import { sharesOf } from './command-path/profile.mjs';
import { compare } from './frame/compare.mjs';
import { secondsOf } from './frame/facts.mjs';
import { versionsOf } from './frame/machine.mjs';
import { CommandRunner } from '../../dist/application/messaging/command-runner.js';
import { MemoryEventStore } from '../../dist/infrastructure/event-store/memory/memory-event-store.js';

const DAYS = Number(process.env.DAYS ?? 5);
const GOAL = 40_000;

const all = await recordCommands(DAYS);
const effective = all.filter(({ facts }) => facts > 0);
const categories = [...new Set(effective.map(({ decider }) => decider.category))];
const of = (category) => effective.filter(({ decider }) => decider.category === category);

const runAll = async (calls) => {
  const runner = new CommandRunner(new MemoryEventStore());
  for (const { decider, stream, command, cause } of calls) await runner.run(decider, stream, command, cause);
};
/** Of the process, so that whoever else uses the machine does not slow it: nothing here waits. */
const cpuSecondsOf = async (work) => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
const perSecond = (calls) => async () => calls.length / (await secondsOf(() => runAll(calls)));
const perCpuSecond = (calls) => async () => calls.length / (await cpuSecondsOf(() => runAll(calls)));

await compare({
  title: 'command path',
  unit: 'commands/s of CPU',
  sizes: `${effective.length} commands with facts, and ${all.length - effective.length} without, of ${DAYS} days`,
  versions: versionsOf('decimal.js', 'uuid', 'lru-cache'),
  warmups: 2,
  sides: {
    'all, by the clock': perSecond(all),
    all: perCpuSecond(all),
    ...Object.fromEntries(categories.map((category) => [category, perCpuSecond(of(category))])),
  },
  goals: ['all', 'signal', 'order', 'decision', 'account'].map((of) => ({ of, atLeast: GOAL })),
});

console.log('\nWhat the time of all of them is made of:');
for (const [part, share] of await sharesOf(() => runAll(all))) {
  if (share >= 0.005) console.log(`  ${part.padEnd(20)} ${(100 * share).toFixed(0).padStart(3)} %`);
}
