/** A listener's place in one log means nothing in another, and writing over it would lose it. */
export const foreignCheckpoint = (listener: string): Error =>
  new Error(`the checkpoint of ${listener} belongs to another log: use that log, or remove the checkpoint by hand`);
