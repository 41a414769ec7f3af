/** Takes keys out of a text: those we know, and what looks like one. */
export type Redact = (text: string) => string;

const LOOKS = [/\bsk-[A-Za-z0-9_-]{16,}/g, /\bBearer\s+[^\s"'\\<>]+/gi];
/** A key shorter than this would cut holes into ordinary words. */
const SHORTEST = 6;

/** Plain, or with any of its characters escaped as JSON may: whoever reads the answer would have the key again. */
const spellingsOf = (secret: string): RegExp => {
  const spelled = Array.from({ length: secret.length }, (_, index) => {
    const code = [...secret.charCodeAt(index).toString(16).padStart(4, '0')];
    const hex = code.map((digit) => `[${digit}${digit.toUpperCase()}]`).join('');
    return `(?:\\\\?\\u${code.join('')}|\\\\u${hex})`;
  });
  return new RegExp(spelled.join(''), 'g');
};

export const redactor = (secrets: readonly string[]): Redact => {
  const known = secrets.filter((secret) => secret.length >= SHORTEST).map(spellingsOf);
  return (text) => {
    const without = known.reduce((rest, spellings) => rest.replace(spellings, '***'), text);
    return LOOKS.reduce((rest, look) => rest.replace(look, '***'), without);
  };
};

/** At most so many characters; says that it was cut. */
export const cutTo = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const note = ` [cut: ${text.length} characters]`;
  return text.slice(0, most - note.length) + note;
};
