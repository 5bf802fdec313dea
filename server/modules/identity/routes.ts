import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import { activate, requestReset } from './service/codes.ts';
import { setAccountState } from './service/account-state.ts';
import { findAccounts, issueResetCode, issueSecondFactorCode, verifyAccount } from './service/desk.ts';
import { createKey, listKeys, revokeKey } from './service/keys.ts';
import { beginPasskey, beginPasskeySignIn, confirmPasskey, removePasskey, signInWithPasskey } from './service/passkeys.ts';
import { exportMyData, listAccess, listCases } from './service/privacy.ts';
import { registerCitizen } from './service/register.ts';
import { beginTotp, confirmTotp, issueRecoveryCodes, removeTotp, verifySecondFactor } from './service/second-factor.ts';
import { chooseHat, getMe, listSessions, revokeOtherSessions, revokeSession } from './service/sessions.ts';
import { changeContact, changePassword, signIn, signOut } from './service/sign-in.ts';
import { issueCards, issueStaffResetCode, listStaff, resetSecondFactor } from './service/staff.ts';

export const handlers: Handlers<typeof operations> = {
  registerCitizen, signIn, signOut, listSessions, revokeSession, revokeOtherSessions, getMe, chooseHat, changePassword, changeContact, requestReset, activate,
  beginTotp, confirmTotp, removeTotp, issueRecoveryCodes, verifySecondFactor,
  beginPasskey, confirmPasskey, removePasskey, beginPasskeySignIn, signInWithPasskey,
  findAccounts, verifyAccount, issueResetCode, issueSecondFactorCode, listStaff, issueCards, issueStaffResetCode, resetSecondFactor, setAccountState,
  createKey, listKeys, revokeKey,
  listAccess, listCases, exportMyData,
};
