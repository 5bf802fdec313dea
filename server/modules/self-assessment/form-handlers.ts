import type { Handlers } from '../../platform/module.ts';
import type { formOperations } from './contract/form-operations.ts';
import { exportForm } from './service/form-export.ts';
import * as forms from './service/forms.ts';

export const formHandlers: Handlers<typeof formOperations> = {
  listForms: (ctx) => forms.listForms(ctx),
  openForm: forms.openForm,
  getForm: forms.getForm,
  getFormPage: forms.getFormPage,
  saveFormPage: forms.saveFormPage,
  sendForm: forms.sendForm,
  returnForm: forms.returnForm,
  finishForm: forms.finishForm,
  reopenForm: forms.reopenForm,
  renewForm: forms.renewForm,
  exportForm,
};
