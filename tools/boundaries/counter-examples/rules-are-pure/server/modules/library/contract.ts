export type Card = string;
