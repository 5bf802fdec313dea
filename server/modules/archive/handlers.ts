import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import { actOnDisposal, getDisposal, listDisposals, listPeople, listRipe, propose } from './service/disposals.ts';
import { changeFolder, closeFolder, decideFate, getFolder, listFolders, openFolder } from './service/folders.ts';
import { addItem, removeItem, whereIs } from './service/items.ts';
import { downloadRecordsList, recordsList } from './service/lists.ts';
import { giveBack, hold, lend, listLoans, release } from './service/loans.ts';
import { answerMove, getMove, listMoves, sendMove } from './service/moves.ts';
import { signDisposal } from './service/report.ts';
import { endRetention, listRetention, saveRetention } from './service/retention.ts';
import { getSettings, saveSettings } from './service/settings.ts';
import { downloadRest, listImports, mapImport, previewImport, startImport, takeImport } from './service/sheets.ts';
import { downloadList, endCode, listCodes, saveCode } from './service/tree.ts';

export const handlers: Handlers<typeof operations> = {
  listCodes: (ctx, input) => listCodes(ctx, input),
  saveCode: (ctx, input) => saveCode(ctx, input),
  endCode: (ctx, input) => endCode(ctx, input),
  downloadList: (ctx, input) => downloadList(ctx, input),
  listRetention: (ctx, input) => listRetention(ctx, input),
  saveRetention: (ctx, input) => saveRetention(ctx, input),
  endRetention: (ctx, input) => endRetention(ctx, input),
  getSettings: (ctx) => getSettings(ctx),
  saveSettings: (ctx, input) => saveSettings(ctx, input),
  startImport: (ctx, input) => startImport(ctx, input),
  listImports: (ctx, input) => listImports(ctx, input),
  mapImport: (ctx, input) => mapImport(ctx, input),
  previewImport: (ctx, input) => previewImport(ctx, input),
  takeImport: (ctx, input) => takeImport(ctx, input),
  downloadRest: (ctx, input) => downloadRest(ctx, input),
  listFolders: (ctx, input) => listFolders(ctx, input),
  getFolder: (ctx, { id }) => getFolder(ctx, id),
  openFolder: (ctx, input) => openFolder(ctx, input),
  changeFolder: (ctx, input) => changeFolder(ctx, input),
  closeFolder: (ctx, input) => closeFolder(ctx, input),
  decideFate: (ctx, input) => decideFate(ctx, input),
  addItem: (ctx, input) => addItem(ctx, input),
  removeItem: (ctx, input) => removeItem(ctx, input),
  whereIs: (ctx, input) => whereIs(ctx, input),
  recordsList: (ctx, input) => recordsList(ctx, input),
  downloadRecordsList: (ctx, input) => downloadRecordsList(ctx, input),
  listMoves: (ctx, input) => listMoves(ctx, input),
  getMove: (ctx, input) => getMove(ctx, input),
  sendMove: (ctx, input) => sendMove(ctx, input),
  answerMove: (ctx, input) => answerMove(ctx, input),
  listLoans: (ctx, input) => listLoans(ctx, input),
  lend: (ctx, input) => lend(ctx, input),
  giveBack: (ctx, input) => giveBack(ctx, input),
  hold: (ctx, input) => hold(ctx, input),
  release: (ctx, input) => release(ctx, input),
  listRipe: (ctx, input) => listRipe(ctx, input),
  listPeople: (ctx, input) => listPeople(ctx, input),
  listDisposals: (ctx, input) => listDisposals(ctx, input),
  getDisposal: (ctx, input) => getDisposal(ctx, input),
  propose: (ctx, input) => propose(ctx, input),
  actOnDisposal: (ctx, input) => actOnDisposal(ctx, input),
  signDisposal: (ctx, input) => signDisposal(ctx, input),
};
