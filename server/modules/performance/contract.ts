export * from './contract/port.ts';
