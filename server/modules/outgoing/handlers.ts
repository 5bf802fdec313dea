import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import { act, markViewed } from './service/act.ts';
import { markDelivered } from './service/deliver.ts';
import { desk, deskCounts } from './service/desk.ts';
import { beginLetter, getDraft, saveDraft } from './service/drafts.ts';
import { takePdf, takeWord } from './service/take-file.ts';
import { exportLetter } from './service/export.ts';
import { compareVersions, getLetter } from './service/letter-view.ts';
import { listInstitutions, listPosts } from './service/posts.ts';
import { downloadRegister, register } from './service/register.ts';
import { prepare } from './service/prepare.ts';
import { getBatch, numberForInk, sign } from './service/sign.ts';
import { listTypes } from './service/types.ts';

export const handlers: Handlers<typeof operations> = {
  deskCounts: (ctx) => deskCounts(ctx),
  desk: (ctx, input) => desk(ctx, input),
  listTypes: (ctx) => listTypes(ctx),
  listPosts: (ctx, input) => listPosts(ctx, input),
  listInstitutions: (ctx) => listInstitutions(ctx),
  beginLetter: (ctx, input) => beginLetter(ctx, input),
  getDraft: (ctx, { id }) => getDraft(ctx, id),
  saveDraft: (ctx, input) => saveDraft(ctx, input),
  takeWord: (ctx, input) => takeWord(ctx, input),
  takePdf: (ctx, input) => takePdf(ctx, input),
  getLetter: (ctx, { id }) => getLetter(ctx, id),
  markViewed: (ctx, input) => markViewed(ctx, input),
  compareVersions: (ctx, input) => compareVersions(ctx, input),
  act: (ctx, input) => act(ctx, input),
  prepare: (ctx, input) => prepare(ctx, input),
  sign: (ctx, input) => sign(ctx, input),
  getBatch: (ctx, { id }) => getBatch(ctx, id),
  numberForInk: (ctx, input) => numberForInk(ctx, input),
  markDelivered: (ctx, input) => markDelivered(ctx, input),
  exportLetter: (ctx, { id }) => exportLetter(ctx, id),
  register: (ctx, input) => register(ctx, input),
  downloadRegister: (ctx, input) => downloadRegister(ctx, input),
};
