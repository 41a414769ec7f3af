import { setTimeout as sleep } from 'node:timers/promises';
import { ProjectionRunner, type ProjectionStatus } from '../../../projections/runner/projection-runner.js';
import type { Storage } from '../open-storage.js';
import { LeasedRole, type LeasedRoleOptions } from './leased-role.js';
import type { LeaseTerm } from './lease-term.js';
import { PROJECTOR_LEASE } from './role.js';

export interface ProjectorOptions extends LeasedRoleOptions {
  readonly storage: Pick<Storage, 'store' | 'readStore' | 'leases' | 'isShared'>;
}

/** What the active projector tells of itself. Plain JSON: other processes read it in the lease's row. */
export interface ProjectorNow {
  readonly projections: readonly ProjectionStatus[];
}

/** Others hear of it so often, ms; and so often it looks whether somebody has fenced it off. */
const TELL_EVERY_MS = 500;

/** Keeps the read models up with the log while it has their lease, and stands by while another has. */
export class ProjectorRole extends LeasedRole {
  private runner: ProjectionRunner | undefined;

  constructor(private readonly options: ProjectorOptions) {
    super(PROJECTOR_LEASE, options);
  }

  /** Undefined while it is not the active one. */
  now(): ProjectorNow | undefined {
    return this.runner && { projections: this.runner.statuses() };
  }

  protected override async serve(term: LeaseTerm, settled: () => void): Promise<void> {
    const { store, readStore } = this.options.storage;
    while (!term.over.aborted) {
      const runner = new ProjectionRunner(store, readStore);
      try {
        await runner.start();
        this.runner = runner;
        settled();
        await this.tellUntilFenced(term, runner);
      } finally {
        this.runner = undefined;
        await runner.stop();
      }
    }
  }

  /**
   * One that lost the lease in the middle of its start may still claim the read models, once, and so fence off whoever
   * has it. Then they are claimed anew.
   */
  private async tellUntilFenced(term: LeaseTerm, runner: ProjectionRunner): Promise<void> {
    for (let told = ''; !term.over.aborted;) {
      const projections = runner.statuses();
      if (projections.some(({ status }) => status === 'fenced')) return;
      const words = JSON.stringify(projections);
      if (words !== told) await term.tell({ projections } satisfies ProjectorNow);
      told = words;
      await sleep(TELL_EVERY_MS, undefined, { signal: term.over }).catch(() => undefined);
    }
  }
}
