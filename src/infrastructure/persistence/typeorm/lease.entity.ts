import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'leases' })
export class LeaseEntity {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  owner!: string;

  /** bigint as the driver gives it. */
  @Column({ type: 'bigint' })
  token!: string;

  /** By the server's clock. */
  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  /** JSON text; null where no holder has spoken. */
  @Column({ type: 'text', nullable: true })
  told!: string | null;

  /** Of the holder who said so. */
  @Column({ type: 'bigint', name: 'told_token', nullable: true })
  toldToken!: string | null;
}
