import type pg from 'pg'; // reported
import type { Tx } from '../../platform/db/database.ts'; // reported

export type Source = Tx | pg.Pool;
