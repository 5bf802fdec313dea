/** The editor of the body; every field works without it. */
export const csr = true;
