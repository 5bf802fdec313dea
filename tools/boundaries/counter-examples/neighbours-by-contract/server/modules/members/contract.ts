export type Member = string;
