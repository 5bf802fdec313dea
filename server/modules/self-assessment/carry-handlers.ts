import type { Handlers } from '../../platform/module.ts';
import type { carryOperations } from './contract/carry-operations.ts';
import type { requestOperations } from './contract/request-operations.ts';
import * as bulk from './service/bulk.ts';
import * as copy from './service/copy-before.ts';
import * as portal from './service/portal.ts';
import * as requests from './service/requests.ts';

export const carryHandlers: Handlers<typeof carryOperations & typeof requestOperations> = {
  getAsking: requests.getAsking,
  askForEvidence: requests.askForEvidence,
  listRequests: requests.listRequests,
  getRequest: requests.getRequest,
  handIn: requests.handIn,
  giveBack: requests.giveBack,
  acceptRequest: requests.acceptRequest,
  askAgain: requests.askAgain,
  withdrawRequest: requests.withdrawRequest,
  startBulk: bulk.startBulk,
  getBulk: bulk.getBulk,
  placeBulk: bulk.placeBulk,
  takeBulk: bulk.takeBulk,
  previewCopy: copy.previewCopy,
  copyBefore: copy.copyBefore,
  getPortal: portal.getPortal,
  markPortal: portal.markPortal,
  exportPortal: portal.exportPortal,
};
