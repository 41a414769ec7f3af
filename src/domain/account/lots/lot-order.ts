/** Which lot gives first: the oldest, the newest, or the one that cost most a unit. */
export const LOT_ORDERS = ['fifo', 'lifo', 'hifo'] as const;
export type LotOrder = (typeof LOT_ORDERS)[number];
