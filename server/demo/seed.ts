import { part, type House } from '../platform/house.ts';
import { manualClock } from '../platform/kernel/clock.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import { inTenant, type TenantContext } from '../platform/request/context.ts';
import type { Composed } from '../compose.ts';
import type { LayananPort } from '../modules/layanan/contract.ts';
import { countWeeks } from '../modules/staff-overview/service/weeks.ts';
import { listChildren } from '../modules/wilayah/storage.ts';
import { seedAllowance } from './allowance.ts';
import { seedArchive } from './archive.ts';
import { seedAttendance } from './attendance.ts';
import { seedAttendancePlaces } from './attendance-places.ts';
import { seedCouncil } from './council.ts';
import { seedComplaints } from './complaints.ts';
import { seedLeave } from './leave.ts';
import { seedLetters } from './letters.ts';
import { seedOutgoing } from './outgoing.ts';
import { createDemoAccounts } from './accounts.ts';
import { deliverMessages } from './deliver-messages.ts';
import { anchorOf } from './anchor.ts';
import { readNames, readOrganisation, readStaff } from './catalogue.ts';
import { entriesOf } from './entries.ts';
import { publishIndices } from './published-indices.ts';
import { planOrganisation } from './organisation.ts';
import { createPeople } from './people.ts';
import { seedEvaluation } from './evaluation/campaigns.ts';
import { seedOutcome } from './evaluation/outcome.ts';
import { seedPayments } from './payments.ts';
import { seedPerformance } from './performance.ts';
import { readOldNotices } from './read-old-notices.ts';
import { seedRequests } from './requests.ts';
import { seedRequestsForEvidence } from './self-assessment-requests.ts';
import { seedForm } from './self-assessment-form.ts';
import { seedSchedules } from './schedules.ts';
import type { Seeding } from './seeding.ts';
import { seedTimesheets } from './timesheets.ts';
import { seedTravel } from './travel.ts';
import { seedTerminals } from './terminals.ts';
import { seedSelfAssessment } from './self-assessment.ts';
import { inventCitizens } from './stories/citizens.ts';
import { diceOf } from './random.ts';
import { insertInstitution, saveRecord, writeOrganisation, type DemoRecord } from './write-organisation.ts';

/** What autovacuum would find out a minute later: without it each of thousands of questions is planned for empty tables. */
const lookAtTables = (house: House): Promise<unknown> => house.db.asOwner((tx) => tx.run({ text: 'analyze', values: [] }));

/**
 * Fills an empty installation with the demonstration. The same seed and the same `now` give the same people, requests and
 * dates; numbers, secrets and keys are drawn afresh, as they must not be guessable.
 */
export async function seedDemo(composed: Composed, options: { now: Date; seed: number; /** Of the everyday requests; for tests. */ share?: number; say?: (sentence: string) => void }): Promise<DemoRecord> {
  const { house } = composed;
  const say = options.say ?? (() => {});
  const dice = diceOf(String(options.seed));
  const anchor = anchorOf(options.now);
  const file = readOrganisation();
  const instansi = dice.id('instansi');
  const before = new Date(anchor.now.getTime() - 120 * 86_400_000);
  const childrenOf = (code: string) => house.db.outsideTenant((tx) => listChildren(tx, code));

  await insertInstitution(house.db, instansi, file.institution, before);
  say('Menyusun organisasi contoh …');
  const districts = (await childrenOf(file.institution.region)).map(({ code, name }) => ({ code, name })).sort(byCode);
  const villages = (await Promise.all(districts.map((one) => childrenOf(one.code)))).flat().map(({ code, name }) => ({ code, name })).sort(byCode);
  const people = createPeople(dice.of('people'), readNames(), districts.map((one) => one.code));
  const plan = planOrganisation({ file, staff: readStaff(), names: readNames(), people, dice, districts, villages, anchorDay: anchor.day });
  const seeding: Seeding = {
    house, composed, instansi, anchor, dice, people, plan, say,
    context: (at) => ({ house: { ...house, clock: manualClock(at) }, instansi, requestId: uuidv7(), viewer: null, ip: '127.0.0.1' }),
  };
  await writeOrganisation(seeding.context(before), plan);
  say('Membuat akun contoh …');
  const citizens = inventCitizens(seeding, 60);
  await createDemoAccounts(seeding.context(before), plan.people, [...citizens.named.values(), ...citizens.others]);
  await inTenant(seeding.context(before), (t) => part<LayananPort<TenantContext>>(house, 'layanan').seedCatalogue(t));

  await lookAtTables(house);
  say('Memerankan permohonan contoh …');
  const tour = await seedRequests(seeding, citizens, options.share);
  say('Menyusun pengaduan contoh …');
  await seedComplaints(seeding, citizens);
  say('Mencatat surat contoh …');
  await seedLetters(seeding);
  await seedCouncil(seeding);
  await seedArchive(seeding);
  await seedTravel(seeding);
  say('Mencatat kehadiran contoh …');
  await seedSchedules(seeding);
  await seedLeave(seeding);
  await seedAttendance(seeding);
  await seedAttendancePlaces(seeding);
  await seedTimesheets(seeding);
  await countWeeks(seeding.context(anchor.now));
  await seedAllowance(seeding);
  await publishIndices(seeding.context(before));
  await seedPerformance(seeding);
  await seedPayments(seeding);
  await seedForm(seeding);
  say('Menyusun penilaian contoh …');
  const evaluation = await seedEvaluation(seeding);
  await seedOutgoing(seeding);
  await seedSelfAssessment(seeding);
  await seedRequestsForEvidence(seeding);
  await seedTerminals(seeding);
  await seedOutcome(seeding, evaluation);
  // What the last chapter told is delivered too: nothing waits when the house starts.
  await deliverMessages(house, composed.modules);
  await readOldNotices(seeding);
  await lookAtTables(house);

  const record: DemoRecord = { seed: options.seed, anchor: anchor.now.toISOString(), accounts: [...entriesOf(plan), ...evaluation.entries, ...citizens.entries], tour };
  // Last that of the regency: an interrupted seeding begins anew. The door opens under both host names.
  await saveRecord(house.db, evaluation.instansi, { ...record, tour: null });
  await saveRecord(house.db, instansi, record);
  return record;
}

const byCode = (a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1);
