export interface Member {
  name: string;
}
