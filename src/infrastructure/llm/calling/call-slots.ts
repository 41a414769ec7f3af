/** Calls that may be under way at one provider at once. */
export const MOST_AT_ONCE = 4;

export class CallSlots {
  private taken = 0;

  constructor(private readonly most = MOST_AT_ONCE) {}

  /** Gives back what frees the slot; undefined where none is left. */
  take(): (() => void) | undefined {
    if (this.taken >= this.most) return undefined;
    this.taken++;
    return () => {
      this.taken--;
    };
  }
}
