export type Loan = string;
