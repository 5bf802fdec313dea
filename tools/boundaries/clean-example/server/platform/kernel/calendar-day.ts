export type CalendarDay = string;
export const isDay = (text: string): boolean => !Number.isNaN(new Date(text).getTime());
