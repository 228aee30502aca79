import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What must happen after a commit, written in the transaction that made it necessary. */
@Entity('outbox')
@Index('outbox_waiting_idx', { synchronize: false })
export class OutboxEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'outbox_pkey' })
  id!: string;

  @Column('text')
  kind!: string;

  @Column('jsonb')
  payload!: Record<string, unknown>;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'available_at' })
  availableAt!: Date;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;

  @Column('text', { name: 'last_fault', nullable: true })
  lastFault!: string | null;
}
