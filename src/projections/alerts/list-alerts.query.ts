import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { UnixMs } from '../../domain/shared/time.js';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, type PageRequest } from '../reading.js';
import type { AlertKind, AlertSeverity, AlertView, Page } from '../views.js';
import type { AlertRow } from './alerts.projection.js';

export interface AlertFilter {
  readonly severity?: AlertSeverity | undefined;
  readonly kind?: AlertKind | undefined;
  /** Only those that still stand at `now`. */
  readonly standing?: boolean | undefined;
}

/** Alerts, the newest first. A page of standing ones may be short: some may be over by their time alone. */
export class ListAlerts extends Query<Page<AlertView>> {
  constructor(
    readonly page: PageRequest,
    /** The market's time. */
    readonly now: UnixMs,
    readonly filter: AlertFilter = {},
  ) {
    super();
  }
}

const viewAt = (now: UnixMs, { lasting, untilReviewed: _, ...row }: AlertRow): AlertView => ({
  ...row,
  standing: lasting && row.ended === undefined && (row.until === undefined || now < row.until),
});

@QueryHandler(ListAlerts)
export class ListAlertsHandler implements IQueryHandler<ListAlerts> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, now, filter: { severity, kind, standing } }: ListAlerts): Promise<Page<AlertView>> {
    const found = await newestRows(this.store, 'alerts', standing ? 'standing' : 'alerts', page, { severity, kind });
    const views = pageOf(found, (row: AlertRow) => viewAt(now, row));
    return standing ? { ...views, items: views.items.filter((view) => view.standing) } : views;
  }
}
