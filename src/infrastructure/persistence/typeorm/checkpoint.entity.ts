import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'checkpoints' })
export class CheckpointEntity {
  @PrimaryColumn({ type: 'text' })
  listener!: string;

  @Column({ type: 'text', name: 'store_id' })
  storeId!: string;

  @Column({ type: 'text' })
  position!: string;

  /** JSON text; null where the listener remembers nothing. */
  @Column({ type: 'text', nullable: true })
  memory!: string | null;
}
