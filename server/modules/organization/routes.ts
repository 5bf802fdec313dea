import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import * as importing from './service/import.ts';
import * as people from './service/people.ts';
import * as posts from './service/posts.ts';
import { searchOrganization } from './service/search.ts';
import * as units from './service/units.ts';

/** Who may call stands beside each operation in the contract; how far a unit administrator reaches is the service's rule. */
export const handlers: Handlers<typeof operations> = {
  listUnits: units.listUnits,
  searchOrganization,
  getUnit: units.getUnit,
  createUnit: units.createUnit,
  updateUnit: units.updateUnit,
  renameUnit: units.renameUnit,
  moveUnit: units.moveUnit,
  closeUnit: units.closeUnit,
  createDesa: units.createDesa,
  getPost: posts.getPost,
  createPost: posts.createPost,
  updatePost: posts.updatePost,
  closePost: posts.closePost,
  appointHolder: posts.appointHolder,
  changeHolding: posts.changeHolding,
  setSignMode: posts.setSignMode,
  whoHeld: posts.whoHeld,
  listPeople: people.listPeople,
  getPerson: people.getPerson,
  createPerson: people.createPerson,
  updatePerson: people.updatePerson,
  startImport: importing.startImport,
  previewImport: importing.previewImport,
  mapImport: importing.mapImport,
  takeImport: importing.takeImport,
  downloadRefusedRows: importing.downloadRefusedRows,
  exportOrganization: importing.exportOrganization,
};
