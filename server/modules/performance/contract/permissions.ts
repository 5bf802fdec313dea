/** Everybody who holds a post: his own plan and log, and those of whom he leads. Who is asked by the relation, not by the duty. */
export const OWN = 'performance.own';
export const OVERSEE = 'performance.oversee';
export const CONFIGURE = 'performance.configure';
