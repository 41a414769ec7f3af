/**
 * Arrays in PostgreSQL's binary format. As text each quote of JSON would be escaped here and unescaped by the server,
 * which costs both sides more than the rest of an append.
 */
const INT4 = 23;
const TEXT = 25;
/** Dimensions, null flag, element type, length, lower bound: five integers of four bytes. */
const HEADER_BYTES = 20;
const NO_NULLS = 0;

const header = (buffer: Buffer, elementType: number, length: number): number => {
  let at = 0;
  for (const value of [1, NO_NULLS, elementType, length, 1]) at = buffer.writeInt32BE(value, at);
  return at;
};

/** At least one element: an empty array has another header. */
export const textArray = (elements: readonly string[]): Buffer => {
  const sizes = elements.map((element) => Buffer.byteLength(element));
  const buffer = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, HEADER_BYTES));
  let at = header(buffer, TEXT, elements.length);
  for (const [i, element] of elements.entries()) {
    at = buffer.writeInt32BE(sizes[i] as number, at);
    at += buffer.write(element, at);
  }
  return buffer;
};

/** At least one element, each an integer of 32 bits. */
export const int4Array = (elements: readonly number[]): Buffer => {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + 8 * elements.length);
  let at = header(buffer, INT4, elements.length);
  for (const element of elements) at = buffer.writeInt32BE(element, buffer.writeInt32BE(4, at));
  return buffer;
};
