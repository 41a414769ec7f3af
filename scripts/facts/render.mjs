const MOST_ITEMS = 2;

const INTRODUCTION = `# Facts

Everything that the desk knows is in its log, and the log is these facts. This page is made from the types, their
comments and the golden files by \`npm run facts\`; a test holds it against them.

A fact in the log has a position (its place among all facts), a stream and a version (its place within the stream, from
0), a type, data and metadata: \`eventId\` and \`commandId\` (UUIDv5: a retry is the same fact), \`correlationId\` (the
decision cycle or the request that all belongs to), \`causationId\` (what caused it), \`actor\` (who), \`at\` (unix ms UTC),
\`schema\` (the version of the shape of the data). Types are written as in TypeScript, with two words of our own: a
*decimal* is a string of plain digits, because money is never a floating-point number; a *time* is a number, unix
milliseconds UTC. Base and quote are those of the fact's instrument: BTC and USDT in \`BTC/USDT\`.
`;

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '\\<');
const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;

const row = ({ name, type, optional, unit, doc }) =>
  `| ${code(name)}${optional ? ' (may be absent)' : ''} | ${code(type)} | ${unit ?? ''} | ${cell(doc)} |`;

const table = (fields) => ['| field | type | unit | meaning |', '|---|---|---|---|', ...fields.map(row)].join('\n');

/** Long lists say the same again: the first items are enough to see the shape. */
const shortened = (value) => {
  if (Array.isArray(value)) {
    const kept = value.slice(0, MOST_ITEMS).map(shortened);
    return value.length > MOST_ITEMS ? [...kept, `... ${value.length - MOST_ITEMS} more`] : kept;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shortened(field)]));
};

const example = (type, goldens) => {
  const ours = goldens.filter((golden) => golden.type === type);
  const [shown] = ours;
  if (shown === undefined) return `No golden file under test/fixtures/facts.`;
  const files = ours.map(({ file }) => `[${file.split('/').at(-1)}](../${file})`).join(', ');
  const text = JSON.stringify(shortened(shown.fact.data), null, 2);
  return `Golden files: ${files}. Of the first, from \`${shown.fact.stream}\`:\n\n\`\`\`json\n${text}\n\`\`\``;
};

const factSection = ({ type, comment, forms }, when, goldens) => {
  const tables = forms.map((fields, n) => (forms.length > 1 ? `Form ${n + 1}:\n\n${table(fields)}` : table(fields)));
  return [`### ${type}`, when, ...(comment ? [comment] : []), ...tables, example(type, goldens)].join('\n\n');
};

const shapeSection = ([name, { comment, fields, values, text }]) => {
  const body = fields ? table(fields) : values ? `One of ${values.map(code).join(', ')}.` : code(text);
  return [`### ${name}`, ...(comment ? [comment] : []), body].join('\n\n');
};

const STREAMS = {
  signal: ['signal-&lt;agent&gt;.&lt;instrument&gt;', 'What one agent says of one instrument.'],
  decision: ['decision-&lt;cycleId&gt;', 'One decision cycle, one leg per instrument.'],
  account: ['account-&lt;accountId&gt;', 'Everything that gates trading, and everything that money does.'],
  order: ['order-&lt;clientOrderId&gt;', "One order's life at a venue."],
  coordinator: [
    'coordinator-&lt;accountId&gt;',
    'Runs of tasks that decide or cost money, and the health of the parts.',
  ],
  modelBudget: ['modelBudget-&lt;utcDate&gt;', 'What models may cost and have cost in one UTC day, in USD.'],
  outsideAgents: [
    'outsideAgents-&lt;accountId&gt;',
    'Agents of other programs: who they are, what they were asked, what they answered.',
  ],
  topic: ['topic-&lt;name&gt;', 'What is said on a topic and is no fact of anything else.'],
  paperVenue: ['paperVenue-&lt;accountId&gt;', "The pretend venue's own book."],
};

/** docs/facts.md as text. */
export const render = ({ categories, shapes }, whens, goldens) => {
  const contents = categories.map(({ category, facts }) => {
    const links = facts.map(({ type }) => `[${type}](#${type.toLowerCase()})`).join(', ');
    return `- **${category}**: ${links}`;
  });
  const sections = categories.map(({ category, facts }) => {
    const [stream, about] = STREAMS[category] ?? [category, ''];
    const each = facts
      .toSorted((a, b) => Object.keys(whens[category]).indexOf(a.type) - Object.keys(whens[category]).indexOf(b.type))
      .map((fact) => factSection(fact, whens[category][fact.type] ?? '', goldens));
    return [`## Stream ${stream}`, about, ...each].join('\n\n');
  });
  const last = ['## Shapes', 'What several facts carry.', ...shapes.map(shapeSection)].join('\n\n');
  return `${[INTRODUCTION + '\n' + contents.join('\n'), ...sections, last].join('\n\n')}\n`;
};
