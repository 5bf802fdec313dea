/** One number whatever its spaces and case: "500/ 12/PNG" and "500/12/png" are the same paper. */
export const numberKey = (number: string): string => number.replace(/\s+/g, '').toUpperCase();
