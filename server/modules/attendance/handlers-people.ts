import type { Handlers } from '../../platform/module.ts';
import type { doorOperations } from './contract/doors.ts';
import type { mineOperations } from './contract/mine.ts';
import type { phoneOperations } from './contract/phones.ts';
import type { placeOperations } from './contract/places.ts';
import type { reviewOperations } from './contract/review.ts';
import type { selfieOperations } from './contract/selfies.ts';
import type { statementOperations } from './contract/statements.ts';
import { closeDoor, createDoor, openDoor } from './service/doors.ts';
import { myDay } from './service/mine.ts';
import { approvePhone, enrolPhone, listPhones, revokePhone } from './service/phones.ts';
import { allowElsewhere, changePlace, createPlace, endElsewhere, getPlace, listElsewhere, listPlaces, prepareElsewhere } from './service/places.ts';
import { listReviews, reviewPunches } from './service/review.ts';
import { attachSelfie, listPhotographs } from './service/photographs.ts';
import { getStatement, listStatements, makeStatement, signStatement } from './service/statements.ts';

/** What people do besides checking in: look at their day, review, keep places, doors and phones. */
export const peopleHandlers: Handlers<typeof placeOperations & typeof doorOperations & typeof mineOperations & typeof phoneOperations & typeof reviewOperations & typeof selfieOperations & typeof statementOperations> = {
  listPlaces: (ctx, input) => listPlaces(ctx, input),
  getPlace: (ctx, { id }) => getPlace(ctx, id),
  createPlace: (ctx, input) => createPlace(ctx, input),
  changePlace: (ctx, input) => changePlace(ctx, input),
  listElsewhere: (ctx, input) => listElsewhere(ctx, input),
  prepareElsewhere: (ctx, input) => prepareElsewhere(ctx, input),
  allowElsewhere: (ctx, input) => allowElsewhere(ctx, input),
  endElsewhere: (ctx, { id }) => endElsewhere(ctx, id),
  createDoor: (ctx, input) => createDoor(ctx, input),
  openDoor: (ctx, { id }) => openDoor(ctx, id),
  doorTime: async (ctx) => ({ at: ctx.house.clock.now().toISOString() }),
  closeDoor: (ctx, { id }) => closeDoor(ctx, id),
  myDay: (ctx, input) => myDay(ctx, input),
  enrolPhone: (ctx, { device }) => enrolPhone(ctx, device),
  listPhones: (ctx, input) => listPhones(ctx, input),
  approvePhone: (ctx, { id }) => approvePhone(ctx, id),
  revokePhone: (ctx, { id }) => revokePhone(ctx, id),
  listReviews: (ctx, input) => listReviews(ctx, input),
  reviewPunches: (ctx, input) => reviewPunches(ctx, input),
  attachSelfie: (ctx, input) => attachSelfie(ctx, input),
  makeStatement: (ctx, input) => makeStatement(ctx, input),
  listStatements: (ctx) => listStatements(ctx),
  getStatement: (ctx, { id }) => getStatement(ctx, id),
  signStatement: (ctx, input) => signStatement(ctx, input),
  listPhotographs: (ctx, input) => listPhotographs(ctx, input),
};
