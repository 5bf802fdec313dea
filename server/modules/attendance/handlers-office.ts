import type { Handlers } from '../../platform/module.ts';
import type { officeOperations } from './contract/office.ts';
import * as devices from './service/office/devices.ts';
import * as pins from './service/office/pins.ts';
import * as sheets from './service/office/sheets.ts';

export const officeHandlers: Handlers<typeof officeOperations> = {
  pairOfficeDevice: devices.pairOfficeDevice,
  getOfficeDevice: devices.getOfficeDevice,
  checkInAtOffice: devices.checkInAtOffice,
  listOfficeDevices: devices.listOfficeDevices,
  createOfficeDevice: devices.createOfficeDevice,
  renewPairingCode: devices.renewPairingCode,
  revokeOfficeDevice: devices.revokeOfficeDevice,
  listStaffPins: pins.listStaffPins,
  giveStaffPin: pins.giveStaffPin,
  getMyOfficePin: pins.getMyOfficePin,
  setMyOfficePin: pins.setMyOfficePin,
  listSheets: sheets.listSheets,
  prepareSheet: sheets.prepareSheet,
  submitSheet: sheets.submitSheet,
  getSheet: sheets.getSheet,
  getSheetScan: sheets.getSheetScan,
};
