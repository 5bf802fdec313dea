import * as library from './modules/library/module.ts'; // reported

export const modules = [library];
