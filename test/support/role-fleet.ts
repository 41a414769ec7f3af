import type { LeaseNow } from '../../src/application/ports/leases.port.js';
import type { EngineNow } from '../../src/infrastructure/bootstrap/roles/engine-voice.js';
import { openStorage, type Storage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { engineLease, PROJECTOR_LEASE } from '../../src/infrastructure/bootstrap/roles/role.js';
import { startRole, type RoleProcess } from './role-processes.js';
import { eventually } from './started-desk.js';

export type FleetRole = 'engine' | 'projector' | 'api';

const LEASES = { engine: engineLease('main'), projector: PROJECTOR_LEASE } as const;
const START_MS = 60_000;
const OWNER = /:(\d+):[0-9a-f]+$/;

/** Processes of each role on one server, and the same server seen from outside. */
export class RoleFleet {
  private processes: RoleProcess[] = [];

  private constructor(
    private readonly url: string,
    private readonly settings: readonly string[],
    readonly storage: Storage,
  ) {}

  static async open(url: string, settings: readonly string[]): Promise<RoleFleet> {
    return new RoleFleet(url, settings, await openStorage({ kind: 'url', url }));
  }

  /** Resolves when it works or stands by. */
  async start(role: FleetRole): Promise<RoleProcess> {
    const started = startRole(role, this.url, ...this.settings);
    this.processes.push(started);
    const isUp = new RegExp(`${role} of PAPER account main( is running|: open)|stands by`);
    const over = started.ended.then(({ code }) => {
      throw new Error(`${role} ended with ${code}: ${started.complained()}`);
    });
    over.catch(() => undefined);
    await Promise.race([this.until(async () => isUp.test(started.said()), START_MS), over]);
    return started;
  }

  of(role: FleetRole): readonly RoleProcess[] {
    return this.processes.filter((each) => each.role === role);
  }

  async lease(role: 'engine' | 'projector'): Promise<LeaseNow | undefined> {
    return (await this.storage.leases.look([LEASES[role]]))[0];
  }

  /** The process that has the lease now; undefined while none of these has. */
  async active(role: 'engine' | 'projector'): Promise<RoleProcess | undefined> {
    const lease = await this.lease(role);
    const pid = Number(OWNER.exec(lease?.owner ?? '')?.[1]);
    return lease?.held ? this.processes.find((each) => each.pid === pid) : undefined;
  }

  /** What the active engine told last. */
  async engineNow(): Promise<EngineNow | undefined> {
    return (await this.lease('engine'))?.told?.words as EngineNow | undefined;
  }

  /** As if its machine had gone. */
  async kill(victim: RoleProcess): Promise<void> {
    this.processes = this.processes.filter((each) => each !== victim);
    victim.send('SIGKILL');
    await victim.ended;
  }

  /** SIGTERM to all of a role, the ones that stand by first. Returns their exit codes. */
  async stop(role: FleetRole): Promise<readonly (number | null)[]> {
    const active = role === 'api' ? undefined : await this.active(role);
    const leaving = [...this.of(role)].sort((a, b) => Number(a === active) - Number(b === active));
    const codes: (number | null)[] = [];
    for (const each of leaving) {
      each.send('SIGCONT');
      each.send('SIGTERM');
      codes.push((await each.ended).code);
    }
    this.processes = this.processes.filter((each) => each.role !== role);
    return codes;
  }

  /** Milliseconds until another process than `gone` holds the lease and the log has grown under it. */
  async tradesOn(gone: RoleProcess): Promise<number> {
    const from = performance.now();
    await this.until(async () => {
      const active = await this.active('engine');
      return active !== undefined && active !== gone;
    });
    const head = (await this.storage.store.head()) ?? '';
    await this.until(async () => ((await this.storage.store.head()) ?? '') > head);
    return performance.now() - from;
  }

  until(isSo: () => Promise<boolean>, ms = 30_000): Promise<boolean> {
    return eventually(isSo, (answer) => answer, ms);
  }

  async end(): Promise<void> {
    for (const each of [...this.processes]) await this.kill(each);
    await this.storage.close();
  }
}
