/** Looks again each minute by itself; without script it is a page like others. */
export const csr = true;
