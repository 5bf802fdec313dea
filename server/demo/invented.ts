import * as z from 'zod';
import { kindNames } from '../modules/complaints/contract.ts';
import type { Action } from '../modules/complaints/rules/report-state.ts';

// What a story of the demonstration is before it becomes rows.

export const lines = z.array(z.string()).min(1);
export const matter = z.strictObject({ category: z.string(), unit: z.string(), kind: z.enum(kindNames).default('complaint'), weight: z.number(), title: lines, opening: lines, detail: lines, answer: lines });
export type Matter = z.infer<typeof matter>;

export interface Village {
  code: string;
  name: string;
  lat: number;
  lng: number;
}

/** One report as it was invented, before it becomes rows. */
export interface Invented {
  n: number;
  matter: Matter;
  village: Village;
  at: Date;
  lat: number;
  lng: number;
  title: string;
  body: string;
  place: string;
  account: string | null;
  reporter: string;
  named: boolean;
  toAgency: boolean;
  isPublic: boolean;
  channel: 'web' | 'desk' | 'whatsapp' | 'lapor' | 'phone';
  actions: Action[];
  joined: number;
  pictures: boolean;
  heldFor?: 'identical' | 'profanity' | 'flood';
}

export type Bare<T> = T extends Action ? Omit<T, 'at' | 'by' | 'limits'> : never;
