/** The log in EventStoreDB can't be opened. The message is one line for a person: what is wrong, and the way out. */
export class EventStoreDbStartError extends Error {
  override readonly name = 'EventStoreDbStartError';
}
