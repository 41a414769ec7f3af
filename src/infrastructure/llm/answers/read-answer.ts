/** From a model's text to the list that was asked for, or to the reason why there is none. Nothing is guessed (F-D6). */
import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { AnswerForm } from '../../../application/ports/language-model.port.js';
import type { NoAnswerReason } from '../../../domain/models/no-answer.js';
import { ANSWER_FORMS, translated, type FormDefinition } from './answer-forms.js';
import type { FieldFault } from './fields.js';
import { readJson, type JsonFault } from './strict-json.js';

/** No honest answer is longer, characters; and all of a longer one would not fit into a fact to be replayed from. */
export const LONGEST_ANSWER = 8_192;

export interface Unusable {
  readonly reason: NoAnswerReason;
  readonly detail: string;
  /** Only the form is wrong: it may be asked for once more. Never true of what the answer says. */
  readonly repairable: boolean;
}
export type AnswerReading = { readonly entries: readonly Readonly<Record<string, unknown>>[] } | Unusable;

const unusable = (reason: NoAnswerReason, detail: string, repairable = false): Unusable => ({
  reason,
  detail: detail.slice(0, 200),
  repairable,
});

const LEAKED_TOOL = /<\/?(?:tool_call|function_call|invoke|function=)|<[|｜]tool|\[TOOL_CALLS\]|^\s*functions\.\w+/;
const DECLINED =
  /^["'\s]*(?:i['’]?m sorry|sorry,|i (?:cannot|can['’]?t|am unable|am not able|won['’]?t)|as an ai\b|unfortunately, i)/i;

const JSON_FAULTS: Readonly<Record<JsonFault, readonly [reason: NoAnswerReason, repairable: boolean]>> = {
  'cut-off': ['CUT_OFF', false],
  'not-a-number': ['NOT_A_NUMBER', false],
  'bad-name': ['INVALID_SCHEMA', false],
  'too-deep': ['UNREADABLE', false],
  syntax: ['UNREADABLE', true],
};

/** Also of a whole body: what a fault of JSON means. */
export const jsonFault = (fault: JsonFault, detail: string): Unusable => {
  const [reason, repairable] = JSON_FAULTS[fault];
  return unusable(reason, detail, repairable);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isToolCall = (value: unknown): boolean =>
  isRecord(value) &&
  ('tool_calls' in value ||
    'function_call' in value ||
    (typeof value['name'] === 'string' && ['arguments', 'parameters', 'input'].some((name) => name in value)));

interface Complaint {
  readonly fault: FieldFault;
  readonly message: string;
}

const complaintsOf = (errors: readonly ValidationError[], path = ''): readonly Complaint[] =>
  errors.flatMap((error) => {
    const at = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([name, message]) => ({
      fault: (error.contexts?.[name] as { fault?: FieldFault } | undefined)?.fault ?? 'form',
      message: message.replace(error.property, at),
    }));
    return [...own, ...complaintsOf(error.children ?? [], at)];
  });

const invalid = (errors: readonly ValidationError[]): Unusable => {
  const complaints = complaintsOf(errors);
  const said = (fault: FieldFault) => complaints.find((complaint) => complaint.fault === fault)?.message;
  const noNumber = said('not-a-number');
  if (noNumber !== undefined) return unusable('NOT_A_NUMBER', noNumber);
  const content = said('content');
  if (content !== undefined) return unusable('INVALID_SCHEMA', content);
  return unusable('INVALID_SCHEMA', said('form') ?? 'not of the schema', true);
};

const judged = (value: unknown, form: FormDefinition): AnswerReading => {
  if (!isRecord(value)) return unusable('INVALID_SCHEMA', `expected an object with ${form.list}`, true);
  const instance = plainToInstance(form.of, value);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) return invalid(errors);
  const list = (instance as Readonly<Record<string, readonly object[]>>)[form.list] ?? [];
  return { entries: list.map((entry) => translated(entry, form)) };
};

const withoutJson = (text: string): Unusable | undefined => {
  if (text === '') return unusable('EMPTY', 'no text');
  if (text.length > LONGEST_ANSWER) return unusable('TOO_LARGE', `${text.length} characters`);
  if (text.startsWith('{') || text.startsWith('[')) return undefined;
  if (LEAKED_TOOL.test(text)) return unusable('TOOL_LEAK', 'the call of a tool, written out');
  if (/^[^{[]*```/.test(text)) return unusable('FENCED', 'inside a code fence', true);
  if (DECLINED.test(text)) return unusable('REFUSED', 'the model declined in words');
  return undefined;
};

export const readAnswer = (answer: string, asked: AnswerForm): AnswerReading => {
  const text = answer.replace(/^\uFEFF/, '').trim();
  const early = withoutJson(text);
  if (early) return early;
  const json = readJson(text);
  if ('fault' in json) {
    if (json.fault === 'syntax' && LEAKED_TOOL.test(text)) {
      return unusable('TOOL_LEAK', 'the call of a tool, written out');
    }
    return jsonFault(json.fault, json.detail);
  }
  const rest = text.slice(json.end).trim();
  if (/^[,;]?\s*[{[]/.test(rest)) return unusable('DOUBLED_JSON', 'two JSON texts', true);
  if (LEAKED_TOOL.test(rest)) return unusable('TOOL_LEAK', 'the call of a tool, written out');
  if (rest !== '') return unusable('TRAILING_TEXT', `after the JSON: ${rest.slice(0, 60)}`, true);
  if (json.twice !== undefined) return unusable('DUPLICATE_KEYS', `the name ${json.twice} twice`, true);
  if (isToolCall(json.value)) return unusable('TOOL_LEAK', 'the call of a tool instead of the answer');
  return judged(json.value, ANSWER_FORMS[asked]);
};
