/** One sentence that says what cannot be read and why. */
export class NewsFeedError extends Error {
  override readonly name = 'NewsFeedError';
}
