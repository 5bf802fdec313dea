import type { Handlers } from '../../platform/module.ts';
import { readTenant } from '../../platform/request/context.ts';
import type { operations } from './contract.ts';
import { act, listRecipients, quickDispositions } from './service/act.ts';
import { agenda, createFeed, endFeed } from './service/agenda.ts';
import { bookFlow, startBookImport } from './service/book-import.ts';
import { agendaBook, downloadAgendaBook } from './service/book.ts';
import { getSettings, saveSettings } from './service/clocks.ts';
import { listDispatches, listInstitutions, sendLetter } from './service/dispatch.ts';
import { downloadFigures, figures } from './service/figures.ts';
import { inbox, inboxCounts } from './service/inbox.ts';
import { getLetter } from './service/letter-view.ts';
import { endMandate, giveMandate, listMandates } from './service/mandates.ts';
import { bookState, closeLease, leaseNumbers, openBook } from './service/paper-books.ts';
import { pocket } from './service/pocket.ts';
import { codesOf, listsOf } from './service/ports.ts';
import { listAddressees } from './service/posts.ts';
import { findSame, registerLetter } from './service/register.ts';
import { dropSearch, keepSearch, listSearches, openSearch, search, searchChoices } from './service/search.ts';

export const handlers: Handlers<typeof operations> = {
  inboxCounts: (ctx) => inboxCounts(ctx),
  inbox: (ctx, input) => inbox(ctx, input),
  search: (ctx, input) => search(ctx, input),
  searchChoices: (ctx) => searchChoices(ctx),
  listSearches: (ctx) => listSearches(ctx),
  keepSearch: (ctx, input) => keepSearch(ctx, input),
  openSearch: (ctx, { id }) => openSearch(ctx, id),
  dropSearch: (ctx, { id }) => dropSearch(ctx, id),
  getLetter: (ctx, { id }) => getLetter(ctx, id),
  act: (ctx, input) => act(ctx, input),
  listRecipients: (ctx, input) => listRecipients(ctx, input),
  quickDispositions: (ctx) => quickDispositions(ctx),
  pocket: (ctx) => pocket(ctx),
  listAddressees: (ctx, input) => listAddressees(ctx, input),
  listClassification: (ctx) => readTenant(ctx, async (t) => ({ items: (await codesOf(t).listOn(t)).filter(({ named }) => named).map(({ code, title }) => ({ code, title })) })),
  findSame: (ctx, input) => findSame(ctx, input),
  registerLetter: (ctx, input) => registerLetter(ctx, input),
  agendaBook: (ctx, input) => agendaBook(ctx, input),
  downloadAgendaBook: (ctx, input) => downloadAgendaBook(ctx, input),
  bookState: (ctx, input) => bookState(ctx, input),
  openBook: (ctx, input) => openBook(ctx, input),
  leaseNumbers: (ctx, input) => leaseNumbers(ctx, input),
  closeLease: (ctx, input) => closeLease(ctx, input),
  listBookImports: (ctx) => listsOf(ctx).list(ctx, bookFlow),
  startBookImport: (ctx, input) => startBookImport(ctx, input),
  previewBookImport: (ctx, input) => listsOf(ctx).preview(ctx, bookFlow, input),
  mapBookImport: (ctx, input) => listsOf(ctx).map(ctx, bookFlow, input),
  takeBookImport: (ctx, input) => listsOf(ctx).take(ctx, bookFlow, input),
  downloadBookRest: (ctx, input) => listsOf(ctx).rest(ctx, bookFlow, input),
  agenda: (ctx, input) => agenda(ctx, input),
  createFeed: (ctx) => createFeed(ctx),
  endFeed: (ctx) => endFeed(ctx),
  figures: (ctx, input) => figures(ctx, input),
  downloadFigures: (ctx, input) => downloadFigures(ctx, input),
  listMandates: (ctx) => listMandates(ctx),
  giveMandate: (ctx, input) => giveMandate(ctx, input),
  endMandate: (ctx, input) => endMandate(ctx, input),
  listInstitutions: (ctx) => listInstitutions(ctx),
  sendLetter: (ctx, input) => sendLetter(ctx, input),
  listDispatches: (ctx, input) => listDispatches(ctx, input),
  getSettings: (ctx) => getSettings(ctx),
  saveSettings: (ctx, input) => saveSettings(ctx, input),
};
