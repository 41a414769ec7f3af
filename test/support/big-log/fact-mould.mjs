/** Ids of the desk, and times in unix ms; not the digits of a price. */
const MOVING = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![\d."])1[67]\d{11}(?![\d."])/g;

/** A text cut at what differs from copy to copy: fixed parts, and places in the lists of ids and times between them. */
const cut = (text, ids, times) => {
  const fixed = [];
  const places = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(MOVING)) {
    fixed.push(text.slice(from, index));
    from = index + found.length;
    const list = found.length === 36 ? ids : times;
    if (!list.known.has(found)) list.known.set(found, list.known.size);
    places.push({ list, place: list.known.get(found) });
  }
  return { fixed, places, rest: text.slice(from) };
};

const pour = ({ fixed, places, rest }) => {
  let text = '';
  for (let i = 0; i < places.length; i++) {
    const { list, place } = places[i];
    text += fixed[i] + list.now[place];
  }
  return text + rest;
};

/** The same id in the same copy, another one in each copy; still the form of a UUID. */
const otherId = (id, copy) => {
  const first = (Number.parseInt(id.slice(0, 8), 16) ^ Math.imul(copy, 2_654_435_761)) >>> 0;
  return first.toString(16).padStart(8, '0') + id.slice(8);
};

/** Facts that can be told again with fresh ids, later times, and versions that go on. */
export class FactMould {
  constructor(facts) {
    this.ids = { known: new Map(), now: [] };
    this.times = { known: new Map(), now: [] };
    const { ids, times } = this;
    const texts = ({ stream, data, metadata }) => [stream, JSON.stringify(data), JSON.stringify(metadata)];
    this.forms = facts.map((fact) => ({
      type: fact.type,
      eventId: cut(fact.metadata.eventId, ids, times),
      texts: texts(fact).map((text) => cut(text, ids, times)),
    }));
  }

  /** Copy 0 is the facts as they are. Yields `{ stream, type, eventId, data, metadata }`, all text. */
  *copy(n, shiftMs) {
    this.ids.now = [...this.ids.known.keys()].map((id) => (n === 0 ? id : otherId(id, n)));
    this.times.now = [...this.times.known.keys()].map((time) => String(Number(time) + n * shiftMs));
    for (const { type, eventId, texts } of this.forms) {
      const [stream, data, metadata] = texts.map(pour);
      yield { type, eventId: pour(eventId), stream, data, metadata };
    }
  }
}
