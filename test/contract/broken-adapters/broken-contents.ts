import type { NewFact } from '../../../src/application/ports/event-store.port.js';
import { assertPlainJson } from '../../../src/infrastructure/event-store/codec/plain-json.js';
import type { content } from '../event-store-content.contract.js';
import { applying, type BrokenIn } from './broken.js';

/** A store that keeps lone facts changed, and batches as they are. */
const keeping = (change: (fact: NewFact) => NewFact) =>
  applying(({ apply, facts }) => (facts.length === 1 ? apply({ facts: facts.map(change) }) : apply()));

/** A store that keeps the JSON text of the data changed. What is no JSON at all is the server's to refuse. */
const keepingText = (change: (text: string) => string) =>
  keeping((fact) => {
    try {
      assertPlainJson(fact.data, fact.type);
    } catch {
      return fact;
    }
    return { ...fact, data: JSON.parse(change(JSON.stringify(fact.data))) as unknown };
  });

const sortKeys = (text: string): string => {
  const data = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return JSON.stringify(Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))));
};

export const brokenContents: BrokenIn<typeof content> = {
  'gives unicode, controls, deep and empty values back unchanged': [
    { what: 'can keep no zero character', store: keepingText((text) => text.replaceAll('\\u0000', '')) },
    { what: 'drops what is null', store: keepingText((text) => text.replaceAll('"none":null,', '')) },
  ],
  'keeps a stream name of any letters': [
    {
      what: 'writes stream names in ASCII',
      store: applying(({ apply, stream }) => apply({ stream: stream.replaceAll(/[^ -~]/g, '?') })),
    },
  ],
  'keeps the order of the keys, so that a seal over the text holds': [
    { what: 'sorts the keys of the data', store: keepingText(sortKeys) },
  ],
  'keeps integers beyond 2^53 and long decimals to the last digit, as text': [
    {
      what: 'takes text of digits for a number',
      store: keepingText((text) => text.replaceAll(/"(\d{17,})"/g, (_, digits: string) => `"${Number(digits)}"`)),
    },
    {
      what: 'cuts the zeros at the end of a decimal',
      store: keepingText((text) => text.replaceAll(/"(\d+\.\d*[1-9])0+"/g, '"$1"')),
    },
  ],
  'keeps the type and the whole envelope': [
    {
      what: 'keeps no more of the actor than plain letters',
      store: keeping((fact) => ({
        ...fact,
        metadata: { ...fact.metadata, actor: fact.metadata.actor.replaceAll(/[^a-z]/g, '') },
      })),
    },
  ],
  'keeps a fact of a megabyte': [
    {
      what: 'cuts text after 64 KB',
      store: keepingText((text) => (text.length > 65_536 ? `${text.slice(0, 65_536)}"}` : text)),
    },
  ],
  'keeps an append of a thousand facts': [
    {
      what: 'loses what an append has beyond 999 facts',
      store: applying(({ apply, facts }) => apply({ facts: facts.slice(0, 999) })),
    },
  ],
};
