import { PROMPT_FILES } from '../../../../../src/application/agents/prompts/registry.js';
import { ANSWER_FORMS } from '../../../../../src/infrastructure/llm/answers/answer-forms.js';

type Schema = { readonly properties: Readonly<Record<string, Schema>>; readonly items: Schema };

test.each(PROMPT_FILES.map((file) => [file.name, file] as const))(
  '%s describes the very fields that are taken from an answer',
  (_, { system, form }) => {
    const example = JSON.parse(/^\{.*\}$/m.exec(system)?.[0] ?? '') as Readonly<Record<string, readonly object[]>>;
    const { list, schema } = ANSWER_FORMS[form];
    expect(Object.keys(example)).toEqual([list]);
    const fields = Object.keys((schema as unknown as Schema).properties[list]?.items.properties ?? {});
    expect(fields.length).toBeGreaterThan(3);
    expect(Object.keys(example[list]?.[0] ?? {}).sort()).toEqual(fields.sort());
    for (const field of fields) expect(system).toMatch(new RegExp(`\\b${field}\\b`));
  },
);
