const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Lines of a table in columns as the formatter wants them; a bar in a cell is escaped. */
export const markdownTable = (titles: readonly string[], body: readonly (readonly string[])[]): readonly string[] => {
  const rows = [titles, ...body].map((cells) => cells.map(cell));
  const widths = titles.map((_, i) => Math.max(...rows.map((cells) => (cells[i] as string).length)));
  const lines = rows.map((cells) => `| ${cells.map((text, i) => text.padEnd(widths[i] as number)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0] as string, rule, ...lines.slice(1)];
};
