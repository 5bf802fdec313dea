import * as members from './modules/members/module.ts';
import * as library from './modules/library/module.ts';
import * as ormas from './modules/kesbangpol/ormas/module.ts';

export const modules = [
  { chapter: 'People', modules: [members] },
  { chapter: 'Reading', modules: [library, ormas] },
];
