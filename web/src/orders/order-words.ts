import type { OrderView } from '../api/shapes.js';

/** States in which an order may still be filled. */
const WORKING = ['initialized', 'submitted', 'uncertain', 'accepted', 'triggered', 'pending update', 'pending cancel'];

export const isWorking = ({ status }: OrderView): boolean => [...WORKING, 'partially filled'].includes(status);

/** What a person must look at: nobody knows, or somebody said no. */
export const statusTone = (status: string): string =>
  status === 'uncertain' ? 'warn' : status === 'denied' || status === 'rejected' ? 'alarm' : '';
