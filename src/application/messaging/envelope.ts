/** Where a command came from; ends up in the metadata of its facts. */
export interface Cause {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: string;
}
