import type pg from 'pg'; // reported

export const list = (pool: pg.Pool): Promise<unknown> => pool.query('select 1');
