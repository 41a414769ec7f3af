import type { DataSource } from 'typeorm';
import { type Fence, type LeaseNow, Leases } from '../../../application/ports/leases.port.js';
import { type LeaseEntity } from '../typeorm/lease.entity.js';
import { storeAway } from './store-away.js';

/** Never `now()`: that is when a transaction began. */
const IN_TTL = (ttl: string): string => `clock_timestamp() + ${ttl} * interval '1 millisecond'`;

/** The row is locked before it is looked at: of two that come at once the second finds the first one's lease. */
const TAKE = `insert into leases (name, owner, token, expires_at) values ($1, $2, 1, ${IN_TTL('$3::float8')})
  on conflict (name) do update set owner = $2, token = leases.token + 1, expires_at = ${IN_TTL('$3::float8')}
    where $4::boolean or leases.expires_at <= clock_timestamp()
  returning token`;
const RENEW = `update leases set expires_at = ${IN_TTL('$3::float8')} where name = $1 and token = $2`;
const RELEASE = `update leases set expires_at = least(expires_at, clock_timestamp()) where name = $1 and token = $2`;
const TELL = `update leases set told = $3, told_token = token where name = $1 and token = $2`;
const LOOK = `select name, owner, token, told, told_token as "toldToken", expires_at > clock_timestamp() as held,
    floor(extract(epoch from expires_at) * 1000)::bigint as until from leases where name = any($1::text[])`;

type LookRow = Pick<LeaseEntity, 'name' | 'owner' | 'token' | 'told' | 'toldToken'> & {
  readonly held: boolean;
  readonly until: string;
};

/** @throws StoreUnavailable while the server is away; any call may then be repeated whatever became of it */
export class PostgresLeases extends Leases {
  constructor(private readonly source: DataSource) {
    super();
  }

  take(name: string, owner: string, ttlMs: number): Promise<Fence | undefined> {
    return this.taken(name, owner, ttlMs, false);
  }

  async seize(name: string, owner: string, ttlMs: number): Promise<Fence> {
    const fence = await this.taken(name, owner, ttlMs, true);
    if (!fence) throw new Error(`the lease ${name} could not be seized`);
    return fence;
  }

  renew(fence: Fence, ttlMs: number): Promise<boolean> {
    return this.changed(RENEW, fence, ttlMs);
  }

  async release(fence: Fence): Promise<void> {
    await this.changed(RELEASE, fence);
  }

  tell(fence: Fence, words: unknown): Promise<boolean> {
    return this.changed(TELL, fence, JSON.stringify(words));
  }

  async look(names: readonly string[]): Promise<readonly LeaseNow[]> {
    const rows = await this.source.manager.query<LookRow[]>(LOOK, [names]).catch(storeAway);
    return rows.map(({ token, told, toldToken, until, ...row }) => ({
      ...row,
      token: Number(token),
      until: Number(until),
      ...(told !== null && { told: { words: JSON.parse(told) as unknown, token: Number(toldToken) } }),
    }));
  }

  private async taken(name: string, owner: string, ttlMs: number, force: boolean): Promise<Fence | undefined> {
    const rows = await this.source.manager
      .query<Pick<LeaseEntity, 'token'>[]>(TAKE, [name, owner, ttlMs, force])
      .catch(storeAway);
    return rows[0] && { lease: name, token: Number(rows[0].token) };
  }

  /** TypeORM answers an UPDATE with [rows, count]. */
  private async changed(statement: string, { lease, token }: Fence, ...values: readonly unknown[]): Promise<boolean> {
    const [, count] = await this.source.manager
      .query<[unknown[], number]>(statement, [lease, token, ...values])
      .catch(storeAway);
    return count === 1;
  }
}
