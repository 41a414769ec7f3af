import type { StatusView } from '../../../../projections/views.js';

/** `GET /api/v1/health` */
export interface HealthView {
  readonly status: 'up' | 'degraded' | 'down';
  readonly components: StatusView['health'];
}

/** The worst component speaks for all. */
export const healthOf = (components: StatusView['health']): HealthView => {
  const worst = (['down', 'degraded'] as const).find((status) => components.some((each) => each.status === status));
  return { status: worst ?? 'up', components };
};
