/** No script unless a page says `export const csr = true` in its own +page.ts. */
export const csr = false;
