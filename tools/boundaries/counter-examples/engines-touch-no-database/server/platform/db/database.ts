export interface Tx {
  run(sql: string): Promise<number>;
}
