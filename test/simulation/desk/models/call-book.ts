/** What the providers know of all calls, over all lives of the desk: who asks for the same twice pays twice. */
export class CallBook {
  readonly counts = new Map<string, number>();
  /** The cycle that the desk decides now. */
  cycleId = '';
  private readonly asked = new Set<string>();
  /** Calls that were made more than once. */
  readonly twice: string[] = [];

  ask(callId: string, by: string): void {
    if (this.asked.has(callId)) this.twice.push(`${by} is asked twice under ${callId}`);
    this.asked.add(callId);
  }

  knows(callId: string): boolean {
    return this.asked.has(callId);
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}
