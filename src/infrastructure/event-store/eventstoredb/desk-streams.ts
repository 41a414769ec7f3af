/**
 * Which of a node's streams are the log's. A node holds more than ours: its own streams ($...), links of its
 * projections, and maybe another desk's, told apart by a namespace in front (`<namespace>.<category>-<id>`).
 */
export class DeskStreams {
  private readonly front: string;

  /** Small letters and digits; empty: the node's one desk. */
  constructor(namespace = '') {
    if (!/^[a-z0-9]*$/.test(namespace)) throw new TypeError(`not a namespace: ${JSON.stringify(namespace)}`);
    this.front = namespace === '' ? '' : `${namespace}.`;
  }

  /** No reader meets it: it lacks the dash that every stream of the log has. */
  get identity(): string {
    return `${this.front}storeIdentity`;
  }

  /** @throws TypeError for a name that readers would not meet */
  stored(stream: string): string {
    const category = stream.slice(0, stream.indexOf('-'));
    if (category.startsWith('$') || category.includes('.'))
      throw new TypeError(`not a stream name (category-id): ${JSON.stringify(stream)}`);
    return `${this.front}${stream}`;
  }

  /** The name without namespace; undefined for a record that is none of ours. */
  named(stored: string, type: string): string | undefined {
    // Tombstones ($streamDeleted) and links ($>) may stand in any stream.
    if (type.startsWith('$') || !stored.startsWith(this.front)) return undefined;
    const name = stored.slice(this.front.length);
    const dash = name.indexOf('-');
    if (dash < 1 || name.startsWith('$') || name.slice(0, dash).includes('.')) return undefined;
    return name;
  }

  /** The same rule for the node to apply. */
  filter(categories: readonly string[] | undefined): { readonly prefixes: string[] } | { readonly regex: string } {
    return categories
      ? { prefixes: categories.map((category) => `${this.front}${category}-`) }
      : { regex: `^${this.front.replace('.', '\\.')}[^$.-][^.-]*-` };
  }
}
