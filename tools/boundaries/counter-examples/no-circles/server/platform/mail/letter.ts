import type { Postman } from './postman.ts'; // reported

export interface Letter {
  carriedBy: Postman;
}
