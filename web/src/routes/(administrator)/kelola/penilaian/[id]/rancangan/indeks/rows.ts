/** Rows of the form beside those that the instrument itself suggests. */
export const FREE_RATIOS = 4;
export const STAGES = 6;
