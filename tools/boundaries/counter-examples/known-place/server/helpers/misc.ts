export const anything = 1; // reported
