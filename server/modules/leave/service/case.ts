/** Of whom the register of documents knows the case. */
export const CASE = 'leave';
