/** What the last answer of the node said of it: the newest word counts, whoever heard it. */
export class NodeHealth {
  private words: string | undefined;

  get trouble(): string | undefined {
    return this.words;
  }

  well(): void {
    this.words = undefined;
  }

  failed(words: string): void {
    this.words = words;
  }
}
