/** Something that must hold does not; the message is the sentence. */
export class Broken extends Error {
  override readonly name = 'Broken';
}
