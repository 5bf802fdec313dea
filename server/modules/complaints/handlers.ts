import { refusals, type operations } from './contract.ts';
import type { Handlers } from '../../platform/module.ts';
import type { Refused } from '../../platform/kernel/refusal.ts';
import { act } from './service/act.ts';
import * as caseView from './service/case-view.ts';
import * as configure from './service/configure.ts';
import * as enter from './service/enter.ts';
import { beginPhoto, getPhoto, storePhoto } from './service/photos.ts';
import * as publish from './service/publish.ts';
import * as follow from './service/follow.ts';
import { lead, remindUnit } from './service/lead.ts';
import { laporFlow } from './service/lapor-list.ts';
import * as lapor from './service/lapor-post.ts';
import * as national from './service/national.ts';
import * as mailbox from './service/mailbox.ts';
import { draftLetter, listUnits } from './service/outside.ts';
import { listsOf } from './service/ports.ts';
import * as roads from './service/roads.ts';
import * as everybody from './service/public.ts';
import * as queue from './service/queue.ts';
import * as holders from './service/secrecy/holders.ts';
import { keyNotice, keyState } from './service/secrecy/key-state.ts';
import { lockKey, unlockKey } from './service/secrecy/open-key.ts';
import * as province from './service/secrecy/province.ts';
import * as recovery from './service/secrecy/recovery.ts';
import * as track from './service/track.ts';

/** In a list of results each refused one carries its sentence. */
const told = ({ refusal }: Refused): string => {
  const entry = refusals[refusal.code];
  return entry ? (typeof entry.sentence === 'string' ? entry.sentence : entry.sentence(refusal.data ?? {})) : 'Tidak dapat dilakukan sekarang. Buka laporannya untuk melihat sebabnya.';
};

export const handlers: Handlers<typeof operations> = {
  listCategories: (ctx) => everybody.listCategories(ctx),
  getPublicCategory: (ctx, { code }) => everybody.getCategory(ctx, code),
  suggestCategory: (ctx, input) => everybody.suggestCategory(ctx, input),
  listSimilar: (ctx, input) => everybody.listSimilar(ctx, input),
  storePhoto: (ctx, input) => storePhoto(ctx, input),
  beginPhoto: (ctx, input) => beginPhoto(ctx, input),
  getPhoto: (ctx, input) => getPhoto(ctx, input),
  submit: (ctx, input) => enter.submitOwn(ctx, input),
  join: (ctx, input) => follow.join(ctx, input),
  track: (ctx, input) => track.track(ctx, input),
  listMine: (ctx, input) => track.listMyReports(ctx, input),
  reply: (ctx, input) => track.reply(ctx, input),
  rate: (ctx, input) => track.rate(ctx, input),
  requestReopen: (ctx, input) => track.requestReopen(ctx, input),
  withdraw: (ctx, input) => track.withdraw(ctx, input),
  listPublic: (ctx, input) => everybody.listPublic(ctx, input),
  getPublic: (ctx, input) => everybody.getPublic(ctx, input),
  mapPublic: (ctx, input) => everybody.mapPublic(ctx, input),
  stats: (ctx, input) => everybody.stats(ctx, input),
  queue: (ctx, input) => queue.queue(ctx, input),
  queueCounts: (ctx) => queue.queueCounts(ctx),
  search: (ctx, input) => queue.search(ctx, input),
  mapCases: (ctx, input) => queue.mapCases(ctx, input),
  disposeMany: async (ctx, input) => {
    const { done, refused } = await queue.disposeMany(ctx, input);
    return { done, refused: refused.map(({ id, refusal }) => ({ id, message: told(refusal) })) };
  },
  enterReport: (ctx, input) => enter.enterReport(ctx, input),
  readChat: async (_, { chat }) => enter.readPastedChat(chat),
  readChatExport: (ctx, input) => enter.readChatExport(ctx, input),
  getCase: (ctx, { id }) => caseView.getCase(ctx, id),
  act: (ctx, input) => act(ctx, input),
  coverText: (ctx, input) => publish.coverText(ctx, input),
  addNote: (ctx, input) => caseView.addNote(ctx, input),
  revealReporter: (ctx, input) => caseView.revealReporter(ctx, input),
  whatsapp: (ctx, input) => caseView.whatsapp(ctx, input),
  proposePublication: (ctx, { id }) => publish.proposePublication(ctx, id),
  publish: (ctx, input) => publish.publish(ctx, input),
  unpublish: (ctx, input) => publish.unpublish(ctx, input),
  moderate: (ctx, input) => publish.moderate(ctx, input),
  follow: (ctx, input) => follow.follow(ctx, input),
  confirmFollow: (ctx, input) => follow.confirmFollow(ctx, input),
  unfollow: (ctx, input) => follow.unfollow(ctx, input),
  draftLetter: (ctx, input) => draftLetter(ctx, input),
  listUnits: (ctx) => listUnits(ctx),
  lead: (ctx, input) => lead(ctx, input),
  remindUnit: (ctx, input) => remindUnit(ctx, input),
  listFilters: (ctx) => configure.listFilters(ctx),
  saveFilter: (ctx, input) => configure.saveFilter(ctx, input),
  deleteFilter: (ctx, input) => configure.deleteFilter(ctx, input),
  listTemplates: (ctx, input) => configure.listTemplates(ctx, input),
  saveTemplate: (ctx, input) => configure.saveTemplate(ctx, input),
  deleteTemplate: (ctx, input) => configure.deleteTemplate(ctx, input),
  listLimits: (ctx) => configure.listLimits(ctx),
  saveLimit: (ctx, input) => configure.saveLimit(ctx, input),
  deleteLimit: (ctx, input) => configure.deleteLimit(ctx, input),
  saveLadder: (ctx, input) => configure.saveLadder(ctx, input),
  listAllCategories: (ctx) => configure.listAllCategories(ctx),
  saveCategory: (ctx, input) => configure.saveCategory(ctx, input),
  listRules: (ctx) => configure.listRules(ctx),
  saveRule: (ctx, input) => configure.saveRule(ctx, input),
  deleteRule: (ctx, input) => configure.deleteRule(ctx, input),
  getSettings: (ctx) => configure.getSettings(ctx),
  saveSettings: (ctx, input) => configure.saveSettings(ctx, input),
  misconductForm: (ctx) => province.misconductForm(ctx),
  keyState: (ctx) => keyState(ctx),
  keyNotice: (ctx) => keyNotice(ctx),
  makeHolderKey: (ctx, input) => holders.makeHolderKey(ctx, input),
  admitHolder: (ctx, input) => holders.admitHolder(ctx, input),
  removeHolder: (ctx, input) => holders.removeHolder(ctx, input),
  changePassphrase: (ctx, input) => holders.changePassphrase(ctx, input),
  unlockKey: (ctx, input) => unlockKey(ctx, input),
  lockKey: (ctx) => lockKey(ctx),
  takeHalf: (ctx, input) => recovery.takeHalf(ctx, input),
  renewRecovery: (ctx) => recovery.renewRecovery(ctx),
  recoverKey: (ctx, input) => recovery.recover(ctx, input),
  getProvince: (ctx) => province.getProvince(ctx),
  saveProvince: (ctx, input) => province.saveProvince(ctx, input),
  listLaporImports: (ctx) => listsOf(ctx).list(ctx, laporFlow),
  startLaporImport: (ctx, input) => listsOf(ctx).start(ctx, laporFlow, input),
  previewLaporImport: (ctx, input) => listsOf(ctx).preview(ctx, laporFlow, input),
  mapLaporImport: (ctx, input) => listsOf(ctx).map(ctx, laporFlow, input),
  takeLaporImport: (ctx, input) => listsOf(ctx).take(ctx, laporFlow, input),
  downloadLaporRest: (ctx, input) => listsOf(ctx).rest(ctx, laporFlow, input),
  laporCounts: (ctx) => lapor.laporCounts(ctx),
  listUnposted: (ctx, input) => lapor.listUnposted(ctx, input),
  listPosted: (ctx) => lapor.listPosted(ctx),
  markPosted: (ctx, input) => lapor.markPosted(ctx, input),
  undoPosted: (ctx, input) => lapor.undoPosted(ctx, input),
  getNationalSystem: (ctx) => national.getNationalSystem(ctx),
  saveNationalSystem: (ctx, input) => national.saveNationalSystem(ctx, input),
  tryNationalSystem: (ctx) => national.tryNationalSystem(ctx),
  listRoads: (ctx, input) => roads.listRoads(ctx, input),
  getRoadSettings: (ctx) => roads.getRoadSettings(ctx),
  saveRoadSettings: (ctx, input) => roads.saveRoadSettings(ctx, input),
  deleteRoad: (ctx, input) => roads.deleteRoad(ctx, input),
  deleteExampleRoads: (ctx) => roads.deleteExampleRoads(ctx),
  listRoadImports: (ctx) => listsOf(ctx).list(ctx, roads.roadFlow),
  startRoadImport: (ctx, input) => listsOf(ctx).start(ctx, roads.roadFlow, input),
  previewRoadImport: (ctx, input) => listsOf(ctx).preview(ctx, roads.roadFlow, input),
  mapRoadImport: (ctx, input) => listsOf(ctx).map(ctx, roads.roadFlow, input),
  takeRoadImport: (ctx, input) => listsOf(ctx).take(ctx, roads.roadFlow, input),
  downloadRoadRest: (ctx, input) => listsOf(ctx).rest(ctx, roads.roadFlow, input),
  getMailbox: (ctx) => mailbox.getMailbox(ctx),
  saveMailbox: (ctx, input) => mailbox.saveMailbox(ctx, input),
  tryMailbox: (ctx, input) => mailbox.tryMailbox(ctx, input),
  listMails: (ctx, input) => mailbox.listMails(ctx, input),
};
