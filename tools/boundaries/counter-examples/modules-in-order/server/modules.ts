import * as library from './modules/library/module.ts';
import * as fines from './modules/fines/module.ts';

export const modules = [{ chapter: 'Reading', modules: [library, fines] }];
