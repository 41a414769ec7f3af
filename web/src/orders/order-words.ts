/** What a person must look at: nobody knows, or somebody said no. */
export const statusTone = (status: string): string =>
  status === 'uncertain' ? 'warn' : status === 'denied' || status === 'rejected' ? 'alarm' : '';
