export * from './contract/exchange.ts';
