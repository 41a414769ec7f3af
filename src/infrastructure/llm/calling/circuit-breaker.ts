/** Three failures in a row, and a provider rests; then one call tries whether it is back, and no other beside it. */
export const FAILURES = 3;
export const REST_MS = 300_000;

/** What a call that was let through owes: how the provider did. */
export interface Pass {
  /** `undefined`: the provider was not asked after all. */
  done(worked: boolean | undefined): void;
}

export class CircuitBreaker {
  private failures = 0;
  private openUntil: number | undefined;
  private probing = false;

  /** Lets a call through, or not; `now` by a clock that never goes back, ms. */
  admit(now: () => number): Pass | undefined {
    if (this.openUntil !== undefined && (this.probing || now() < this.openUntil)) return undefined;
    const isProbe = this.openUntil !== undefined;
    this.probing = isProbe;
    return {
      done: (worked) => {
        if (isProbe) this.probing = false;
        if (worked === true) this.reset();
        if (worked === false) this.failed(now(), isProbe);
      },
    };
  }

  private reset(): void {
    this.failures = 0;
    this.openUntil = undefined;
  }

  private failed(now: number, isProbe: boolean): void {
    this.failures++;
    // A call from before the rest that fails during it does not make it longer.
    if (isProbe || (this.openUntil === undefined && this.failures >= FAILURES)) this.openUntil = now + REST_MS;
  }
}
