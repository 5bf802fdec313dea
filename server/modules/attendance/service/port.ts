import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { CONFIRMING, type AttendancePort, type NewPunch, type Recorded } from '../contract.ts';
import { closeBatch, findDigests, insertPunches, listArrived, listCounted, listPunches, type PunchRow } from '../storage/punches.ts';

/** What later modules get as house part `attendance`. */
export const attendancePort: AttendancePort<TenantContext> = {
  punches: async (t, people, from, to) => Map.groupBy(await listPunches(t.tx, t.instansi, people, from, to), (punch) => punch.person),
  noticed: async (t, people, from, to, lateBy) => Map.groupBy(await listPunches(t.tx, t.instansi, people, from, to, lateBy), (punch) => punch.person),
  counted: async (t, people, from, to) => new Map((await listCounted(t.tx, t.instansi, people, from, to)).map(({ person, punches }) => [person, punches.map(([at, direction, proof, placeKind, isRejected]) => ({ at, direction, class: proof, placeKind, isRejected }))])),
  arrivedSince: (t, since) => listArrived(t.tx, t.instansi, since),
  record,
};

const MOST_AT_ONCE = 5000;

async function record(t: TenantContext, punches: readonly NewPunch[]): Promise<Recorded> {
  const now = t.house.clock.now();
  const recorded: Recorded = { taken: [], known: [], differing: [] };
  for (let i = 0; i < punches.length; i += MOST_AT_ONCE) {
    const rows = punches.slice(i, i + MOST_AT_ONCE).map((punch) => rowOf(punch, now));
    const batch = uuidv7(now.getTime());
    const taken = new Set(await insertPunches(t.tx, t.instansi, batch, rows));
    if (taken.size > 0) await closeBatch(t.tx, t.instansi, batch, [...taken], uuidv7(now.getTime()), now);
    const others = rows.filter((row) => !taken.has(row.id));
    const stored = others.length === 0 ? new Map<string, Buffer>() : new Map((await findDigests(t.tx, t.instansi, others.map((row) => row.id))).map((row) => [row.id, row.digest]));
    recorded.taken.push(...taken);
    for (const row of others) (stored.get(row.id)?.equals(row.digest) ? recorded.known : recorded.differing).push(row.id);
  }
  return recorded;
}

function rowOf(punch: NewPunch, now: Date): PunchRow {
  const reasons = [...(punch.reasons ?? [])];
  const fact = {
    id: punch.id, person: punch.person, holding: punch.holding, at: punch.at, direction: punch.direction, source: punch.source, place: punch.place ?? null, latitude: punch.latitude ?? null, longitude: punch.longitude ?? null,
    accuracy: punch.accuracy ?? null, distance: punch.distance ?? null, trust: punch.trust, class: punch.class, reasons, note: punch.note ?? null, device: punch.device ?? null,
  };
  // What was found out on this side (trust, reasons) may differ at a repetition; who, when and where may not.
  const said = { person: fact.person, at: fact.at.toISOString(), direction: fact.direction, source: fact.source, device: fact.device };
  return { ...fact, receivedAt: punch.receivedAt ?? now, verdict: reasons.some((code) => !CONFIRMING.has(code)) ? 'marked' : 'accepted', digest: createHash('sha256').update(canonicalJson(said)).digest() };
}
