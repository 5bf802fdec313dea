import type { Letter } from './letter.ts';

export interface Postman {
  bag: Letter[];
}
