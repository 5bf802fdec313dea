import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { capacity, duty, employment, unitKind } from '../modules/organization/contract.ts';

/** The files of `catalog/demo/`; a fault in them is a fault of the installation and is thrown. */

const sex = z.enum(['L', 'P']);
const holder = z.strictObject({
  name: z.string(),
  sex,
  rank: z.string().optional(),
  employment: employment.default('pns'),
  /** Names the person for `acting`. */
  key: z.string().optional(),
  /** User name; without one the person has no account. */
  account: z.string().optional(),
  note: z.string().optional(),
  /** The post whose hat the demonstration wears, where it is not the own one. */
  hat: z.string().optional(),
});
const post = z.strictObject({
  unit: z.string(),
  title: z.string(),
  key: z.string().optional(),
  head: z.boolean().default(false),
  duties: z.array(duty),
  holder: holder.optional(),
});
const unit = z.strictObject({
  code: z.string(),
  kind: unitKind,
  name: z.string(),
  parent: z.string().optional(),
  head: z.string().optional(),
  headRank: z.string().optional(),
  headTitles: z.array(z.string()).min(1).optional(),
  address: z.string().optional(),
});
const acting = z.strictObject({
  person: z.string(),
  post: z.string().optional(),
  headOf: z.string().optional(),
  capacity,
  order: z.string(),
  monthsBefore: z.number().int().min(1),
});
const village = z.strictObject({
  region: z.string(),
  size: z.enum(['three', 'five']).optional(),
  documented: z.boolean().default(false),
});

const organisation = z.strictObject({
  institution: z.strictObject({ name: z.string(), kind: z.literal('regency'), region: z.string(), zone: z.literal('WIB'), code: z.string() }),
  units: z.array(unit),
  posts: z.array(post),
  acting: z.array(acting),
  villages: z.array(village),
});
export type OrganisationFile = z.infer<typeof organisation>;
export type DemoHolder = z.infer<typeof holder>;

const member = z.strictObject({
  title: z.string(),
  times: z.number().int().min(1).default(1),
  duties: z.array(duty).default([]),
  employment: employment.default('pns'),
  rank: z.string().optional(),
  /** Job class of the post, for the allowance; contract workers have none. */
  class: z.number().int().min(1).max(17).optional(),
  sex: sex.optional(),
  /** Years of birth. */
  from: z.number().int().default(1971),
  to: z.number().int().default(1996),
  /** Before the name: "dr."; behind it one of `titles`. */
  before: z.string().optional(),
  titles: z.array(z.string()).default(['']),
  name: z.string().optional(),
  account: z.string().optional(),
  note: z.string().optional(),
  /** Worked in this unit, in this post, until the middle of last month. */
  movedFrom: z.string().optional(),
  movedTitle: z.string().optional(),
});
const staff = z.strictObject({
  teams: z.array(z.strictObject({ kinds: z.array(unitKind), members: z.array(member) })),
  units: z.record(z.string(), z.array(member)),
});
export type StaffFile = z.infer<typeof staff>;
export type StaffMember = z.infer<typeof member>;

const words = z.array(z.string()).min(1);
const names = z.strictObject({ male: words, female: words, last: words, headTitles: words, staffTitles: words, villageTitles: words });
export type Names = z.infer<typeof names>;
export type Sex = z.infer<typeof sex>;

const read = (file: string): unknown => parse(readFileSync(new URL(`../../catalog/demo/${file}`, import.meta.url), 'utf8'));

export const readOrganisation = (): OrganisationFile => organisation.parse(read('organisation.yaml'));
export const readStaff = (): StaffFile => staff.parse(read('staff.yaml'));
export const readNames = (): Names => names.parse(read('names.yaml'));

const remark = z.strictObject({ path: z.string(), message: z.string() });
const perService = <T extends z.ZodType>(item: T) => z.strictObject({ usaha: z.array(item).min(1), penelitian: z.array(item).min(1), reklame: z.array(item).min(1) });
const stories = z.strictObject({
  centres: z.record(z.string(), z.tuple([z.number(), z.number()])),
  businesses: z.array(z.strictObject({ name: z.string(), field: z.string(), job: z.string() })).min(1),
  research: z.strictObject({ campuses: words, titles: z.array(z.strictObject({ title: z.string(), field: z.string(), place: z.string() })).min(1) }),
  advertisers: z.array(z.strictObject({ name: z.string(), text: z.string(), kind: z.string() })).min(1),
  events: z.array(z.strictObject({ name: z.string(), text: z.string(), points: z.number().int() })).min(1),
  streets: words,
  remarks: perService(remark),
  rejections: perService(z.string()),
  messages: z.array(z.tuple([z.string(), z.string()])).min(1),
  notes: words,
});
export type StoriesFile = z.infer<typeof stories>;
export const readStories = (): StoriesFile => stories.parse(read('stories.yaml'));
