import { invented } from '../platform/testing/fixtures.ts'; // reported

export const nik = invented;
