import { type DescribedModels, MOST_LAG } from '../../../projections/describe-models.js';

const HEADING = ['MODEL', 'VERSION', 'POSITION', 'LAG', 'STATUS'] as const;

const linesOf = ({ models }: DescribedModels): readonly (readonly string[])[] =>
  models.flatMap(({ name, generations }) =>
    generations.length === 0
      ? [[name, '-', '-', '-', 'absent: made at the next start of the desk']]
      : generations.map(({ version, live, position = '-', lag, status, detail }) => [
          live ? name : `  beside ${name}`,
          String(version),
          position,
          lag === undefined ? '-' : lag < MOST_LAG ? String(lag) : `${MOST_LAG} or more`,
          detail === '' ? status : `${status}: ${detail}`,
        ]),
  );

/** Read models as columns for a person; a generation that is being filled stands under the one that readers see. */
export const modelsTable = (described: DescribedModels): string => {
  const lines = [HEADING, ...linesOf(described)];
  const widths = HEADING.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `head of the log: ${described.head ?? 'empty'}\n${text.join('\n')}\n`;
};
