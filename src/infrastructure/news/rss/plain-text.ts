const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};
const LAST_CODE_POINT = 0x10ffff;

const characterOf = (whole: string, name: string): string => {
  if (!name.startsWith('#')) return NAMED[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= LAST_CODE_POINT ? String.fromCodePoint(code) : whole;
};

/** The names that XML and HTML have of their own; one pass, so what comes out is never read again as a name. */
export const decoded = (text: string): string => text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, characterOf);

/** Marks within a word or a sentence; all others stand between them. */
const INLINE = /<\/?(a|abbr|b|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u)(\s[^<>]*)?>/gi;

/** Feeds write HTML inside of XML: its words alone. */
export const wordsOf = (markup: string): string =>
  decoded(
    decoded(markup)
      .replace(/<(br|\/p|\/div|\/li|\/h\d)\b[^<>]*>/gi, '\n')
      .replace(INLINE, '')
      .replace(/<[^<>]*>/g, ' '),
  )
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
