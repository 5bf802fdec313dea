/** The editor is script; everything else of the design pages stays without. */
export const csr = true;
