import { send } from '../../web/src/lib/labels.ts'; // reported

export const label = send;
