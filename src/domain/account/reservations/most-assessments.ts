/** One proposal is judged so often in all; the second time nothing of the first verdict counts. */
export const MOST_ASSESSMENTS = 2;
