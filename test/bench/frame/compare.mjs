import { machine } from './machine.mjs';
import { figure, spread } from './statistics.mjs';

/**
 * Measures both sides in one run, round by round and in alternating order, so that whatever else the machine does meets
 * both. Prints each figure, each goal and one row for docs/benchmarks.md; a goal that is missed sets the exit code.
 *
 *   await compare({
 *     title: 'durable append, 64 callers, one fact each',
 *     unit: 'facts/s',
 *     sizes: '500 bytes a fact, 8 192 facts a round',
 *     versions: versionsOf('pg'),
 *     sides: { tribune: async (round) => 51_000, emmett: async (round) => 2_900 },
 *     goals: [{ of: 'tribune', to: 'emmett', atLeast: 10 }],
 *   });
 *
 * A side gets the number of its round (-1 and below while warming up) and returns one figure in `unit`; what it must
 * prepare or clean it does itself, outside the time it measures. Where one run gives several figures (p50 and p99), give
 * `measure: async (round) => ({ p50, p99 })` instead of `sides`.
 *
 * A goal with `to` is about the ratio of two sides within a round (its median over the rounds), one without about the
 * figure itself. Either has `atLeast` or `atMost`.
 *
 * @returns `{ figures: { side: number[] }, missed: string[] }`
 */
export const compare = async ({
  title,
  unit,
  sizes,
  versions,
  sides,
  measure,
  goals = [],
  rounds = 7,
  warmups = 1,
}) => {
  const once = measure ?? interleaved(sides);
  const figures = {};
  for (let round = -warmups; round < rounds; round++) {
    const measured = await once(round);
    if (round < 0) continue;
    for (const [name, value] of Object.entries(measured)) (figures[name] ??= []).push(value);
  }
  const judged = goals.map((goal) => judge(goal, figures));
  print({ title, unit, sizes, versions, rounds, figures, judged });
  const missed = judged.filter(({ met }) => !met).map(({ words }) => words);
  if (missed.length > 0) process.exitCode = 1;
  return { figures, missed };
};

const interleaved = (sides) => async (round) => {
  const names = Object.keys(sides);
  const measured = {};
  for (const name of round % 2 === 0 ? names : [...names].reverse()) measured[name] = await sides[name](round);
  // In the order they were given, whichever went first.
  return Object.fromEntries(names.map((name) => [name, measured[name]]));
};

const judge = ({ of, to, atLeast, atMost }, figures) => {
  const values = to === undefined ? figures[of] : figures[of].map((value, round) => value / figures[to][round]);
  const { median, min, max } = spread(values);
  const met = (atLeast === undefined || median >= atLeast) && (atMost === undefined || median <= atMost);
  const bound = atLeast === undefined ? `<= ${atMost}` : `>= ${atLeast}`;
  const times = to === undefined ? '' : 'x';
  const what = to === undefined ? of : `${of} / ${to}`;
  return { met, words: `${what} ${figure(median)}${times} (${figure(min)} to ${figure(max)}), goal ${bound}${times}` };
};

const print = ({ title, unit, sizes, versions, rounds, figures, judged }) => {
  const said = Object.entries(figures).map(([name, values]) => ({ name, ...spread(values) }));
  const width = Math.max(...said.map(({ name }) => name.length));
  console.log(`\n${title}${sizes === undefined ? '' : ` (${sizes})`}, ${rounds} rounds`);
  for (const { name, median, min, max } of said)
    console.log(`  ${name.padEnd(width)}  median ${figure(median)} ${unit}, min ${figure(min)}, max ${figure(max)}`);
  for (const { met, words } of judged) console.log(`  ${met ? 'met' : 'MISSED'}: ${words}`);
  const cells = [
    title + (sizes === undefined ? '' : `; ${sizes}`),
    said.map(({ name, median, min, max }) => `${name} ${figure(median)} (${figure(min)}–${figure(max)})`).join('; '),
    unit,
    judged.map(({ met, words }) => `${words}${met ? '' : ' (missed)'}`).join('; ') || '–',
    new Date().toISOString().slice(0, 10),
    machine(),
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  ];
  console.log(`| ${cells.join(' | ')} |`);
};
