import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../domain/shared/fact.js';
import { medianOf } from '../opinions/median.js';
import { ReadStore } from '../read-store.port.js';
import { pagesOf, reachedBy, type Span } from '../reading.js';
import type { ConflictSummaryView } from '../views.js';
import type { ConflictRow } from './conflicts.projection.js';

/** Conflicts of a span of time, counted by kind, resolver and outcome. */
export class GetConflictSummary extends Query<ConflictSummaryView> {
  constructor(
    readonly span: Span,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

type Item = ConflictSummaryView['items'][number];

const itemOf = (rows: readonly ConflictRow[]): Item | undefined => {
  const [first] = rows;
  if (first === undefined) return undefined;
  const { kind, resolver, by, outcome } = first;
  const latencies = rows.flatMap(({ latencyMs }) => latencyMs ?? []);
  const latencyMs = medianOf(latencies);
  return {
    kind,
    resolver,
    ...(by !== undefined && { by }),
    ...(outcome !== undefined && { outcome }),
    count: rows.length,
    ...(latencyMs !== undefined && { latencyMs, slowestMs: Math.max(...latencies) }),
  };
};

@QueryHandler(GetConflictSummary)
export class GetConflictSummaryHandler implements IQueryHandler<GetConflictSummary> {
  constructor(private readonly store: ReadStore) {}

  async execute({ span, minPosition }: GetConflictSummary): Promise<ConflictSummaryView> {
    await reachedBy(this.store, ['conflicts'], minPosition);
    const groups = new Map<string, ConflictRow[]>();
    for await (const page of pagesOf<ConflictRow>(this.store, 'conflicts', 'conflicts', span)) {
      for (const row of page) {
        const key = [row.kind, row.resolver, row.by ?? '', row.outcome ?? ''].join('|');
        groups.set(key, [...(groups.get(key) ?? []), row]);
      }
    }
    const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
    const items = sorted.flatMap(([, rows]) => itemOf(rows) ?? []);
    const asOf = (await this.store.progress('conflicts'))?.position;
    return { ...span, items, ...(asOf !== undefined && { asOf }) };
  }
}
