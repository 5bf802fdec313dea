import { error } from '@sveltejs/kit';

export const kindOf = (word: string): 'skp' | 'predikat' => (word === 'skp' || word === 'predikat' ? word : error(404, 'Halaman ini tidak ada.'));
