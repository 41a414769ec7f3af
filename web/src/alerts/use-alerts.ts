import type { AlertView, Page } from '../api/shapes.js';
import { ALERTS } from '../live/concerns.js';
import { useStatus } from '../live/use-live.js';
import { useResource } from '../live/use-resource.js';

/** More standing alerts than anybody could work through; the count then says "or more" by being full. */
const MOST = 100;

/** Those that still stand now; undefined until the first answer. */
export const useStandingAlerts = (): readonly AlertView[] | undefined => {
  const now = useStatus()?.marketTime;
  const { data } = useResource<Page<AlertView>>(`/alerts?standing=true&limit=${MOST}`, ALERTS);
  return data?.items.filter(({ until }) => until === undefined || now === undefined || now < until);
};

/** The newest ones, standing or not; undefined until the first answer. */
export const useNewestAlerts = (): readonly AlertView[] | undefined =>
  useResource<Page<AlertView>>('/alerts?limit=20', ALERTS).data?.items;
