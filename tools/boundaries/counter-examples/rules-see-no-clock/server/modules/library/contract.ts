export const openedOn = new Date(Date.parse('2025-01-01'));
export const loadedOn = Date.now(); // reported
