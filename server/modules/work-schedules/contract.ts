export * from './contract/port.ts';
export { refusals } from './contract/refusals.ts';
