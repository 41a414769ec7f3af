/** Most tokens that system and user text of one prompt may come to, by {@link countTokens}. */
export const MOST_TOKENS = 4_000;

const LETTERS_PER_TOKEN = 3;

const bytesOf = (codePoint: number): number => (codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);

/**
 * A cautious count, because each model has a tokenizer of its own: a token for every three letters of a word, for every
 * digit and mark, for every line, and for every byte of what is not ASCII. Common tokenizers take three quarters of it
 * for prose and half for numbers.
 */
export const countTokens = (text: string): number => {
  let tokens = 0;
  for (const [piece] of text.matchAll(/[A-Za-z]+|\s+|[^]/gu)) {
    const first = piece.codePointAt(0) ?? 0;
    if (first > 0x7f) tokens += bytesOf(first);
    // A single space belongs to the word after it.
    else if (piece === ' ') continue;
    else if (/^\s/.test(piece)) tokens += piece.length;
    else tokens += Math.ceil(piece.length / LETTERS_PER_TOKEN);
  }
  return tokens;
};
