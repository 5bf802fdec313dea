import type { Queued } from './store.ts';

/** `unable`: nothing can be kept here; `shared`: a computer that many use, where nothing is kept. */
export type Link = 'starting' | 'online' | 'offline' | 'signed-out' | 'unable' | 'shared';
export interface Who {
  account: string;
  name: string;
  holding?: string;
  title?: string;
}
/** What a page is told of the queue. */
export interface QueueState {
  link: Link;
  who: Who | undefined;
  commands: Queued[];
  /** While nobody is known: how many wait here for whoever made them. */
  unsent: number;
  /** Something the person should know: the device was revoked, the server says wait. */
  sentence: string;
  revoked: boolean;
  /** Moment of the next try, when one is planned. */
  retryAt: number | undefined;
  /** By how much this phone's clock was ahead of the server's when they last spoke; milliseconds. */
  aheadMs: number;
  /** Id under which the server knows this browser. */
  device: string | undefined;
}
export const STARTING: QueueState = { link: 'starting', who: undefined, commands: [], unsent: 0, sentence: '', revoked: false, retryAt: undefined, aheadMs: 0, device: undefined };
