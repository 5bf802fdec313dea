import type { Api } from '../../api.ts';
import { addWorkingMinutes } from '../../engines/working-time/count.ts';
import { jobContext } from '../../platform/events/events.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { manualClock } from '../../platform/kernel/clock.ts';
import type { EventMessage } from '../../platform/module.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import type { Context, Viewer } from '../../platform/request/context.ts';
import type { Duty } from '../../modules/organization/contract.ts';
import { submit, type Receipt, type Submission } from '../../modules/permohonan/service/submit.ts';
import type { DemoCitizen } from '../accounts.ts';
import type { StoriesFile } from '../catalogue.ts';
import { drawCard, drawDesign, drawLetter, drawShop, drawSlip, drawStreet, writePdf } from '../drawing.ts';
import type { Seeding } from '../seeding.ts';
import { eachOf } from './play.ts';

/** Where stories happen: people with their hats, files, and the verbs of the house at the moment of the turn. */
export interface Stage {
  seeding: Seeding;
  file: StoriesFile;
  /** The moment of the current turn. */
  at: Date;
  /** The same stage with a clock of its own, for one story. */
  fork(): Stage;
  /** The operations, as somebody sees them at the current moment. */
  as(viewer: Viewer): Api;
  citizen(citizen: DemoCitizen): Viewer;
  /** Who has the duty in the unit (agency code or region code), the n-th of those with an account. */
  officer(unit: string, duty: Duty, n?: number): Viewer;
  submit(viewer: Viewer, submission: Submission): Promise<Receipt>;
  upload(viewer: Viewer, picture: Picture): Promise<string>;
  /** What an officer's page would have read: the house itself acts too (a file presumed complete). */
  seqOf(request: string): Promise<number>;
  /** `minutes` of office time later. */
  later(from: Date, minutes: number): Date;
  /** Hands events to those who wait for them, at the moment at which they happened. */
  pump(): Promise<void>;
}
export type Picture =
  | { kind: 'letter' | 'street' | 'card'; n: number }
  | { kind: 'shop' | 'design'; n: number; text: string }
  | { kind: 'slip' }
  | { kind: 'paper'; title: string; lines: readonly string[] };

export function openStage(seeding: Seeding, file: StoriesFile): Stage {
  const { house, composed, plan, instansi } = seeding;
  const permissionsOf = part<(duties: readonly string[]) => ReadonlySet<string>>(house, 'permissions');
  const unitByCode = new Map(plan.units.map((unit) => [unit.region ?? unit.code, unit]));
  const posts = new Map(plan.posts.map((post) => [post.id, post]));
  const people = new Map(plan.people.map((person) => [person.id, person]));
  const subscribers = Map.groupBy(composed.modules.flatMap((module) => module.subscribers ?? []), (one) => one.event);
  const holders = Map.groupBy(plan.holdings.filter((one) => people.get(one.person)!.account), (one) => posts.get(one.post)!.unit);
  const cast = new Map<string, Viewer[]>();

  const scene = (): Stage => {
    const stage: Stage = {
      seeding, file, at: seeding.anchor.now, fork: scene,
      as: (viewer) => composed.api.forPages(contextAt(viewer)) as unknown as Api,
      citizen: (citizen) => ({ accountId: citizen.id, sessionId: citizen.id, name: citizen.name, kind: 'citizen', level: citizen.level }),
      officer: (unit, duty, n = 0) => {
        const key = `${unit}/${duty}`;
        let found = cast.get(key);
        if (!found) cast.set(key, (found = officersOf(unit, duty)));
        if (found.length === 0) throw new Error(`nobody with duty ${duty} and an account in ${unit}`);
        return found[n % found.length]!;
      },
      submit: (viewer, submission) => submit(contextAt(viewer), submission),
      upload: async (viewer, picture) => (await storeUpload(contextAt(viewer), nameOf(picture), bytesOf(picture), viewer.accountId)).id,
      seqOf: async (request) => (await house.db.ownerPool.query<{ seq: number }>(sql`select seq from permohonan.state where instansi = ${instansi} and request = ${request}`)).rows[0]!.seq,
      later: (from, minutes) => addWorkingMinutes(seeding.anchor.calendar, from, Math.max(1, Math.round(minutes))).dueAt,
      pump,
    };
    const contextAt = (viewer: Viewer): Context => ({ ...seeding.context(stage.at), viewer: viewer.hat ? { ...viewer, secondFactorAt: stage.at } : viewer });
    return stage;
  };

  /** Events of one request in their order, different requests side by side. */
  async function pump(): Promise<void> {
    for (;;) {
      const { rows } = await house.db.ownerPool.query<EventMessage & { at: Date }>('delete from platform.outbox returning instansi, id, event, payload, at');
      if (rows.length === 0) return;
      rows.sort((a, b) => a.at.getTime() - b.at.getTime());
      await eachOf([...Map.groupBy(rows, (one) => String(one.payload['request'] ?? one.payload['caseId'] ?? one.id)).values()], async (events) => {
        for (const event of events) await deliver(event);
      });
    }
  }

  async function deliver(event: EventMessage & { at: Date }): Promise<void> {
    const clock = manualClock(new Date(event.at.getTime() + 2000));
    for (const subscriber of subscribers.get(event.event) ?? []) await subscriber.run(jobContext({ ...house, clock }, event.instansi, `job:${event.id}`), event);
  }

  function officersOf(unitKey: string, duty: Duty): Viewer[] {
    const unit = unitByCode.get(unitKey);
    if (!unit) throw new Error(`no unit ${unitKey}`);
    return (holders.get(unit.id) ?? []).flatMap((holding): Viewer[] => {
      const post = posts.get(holding.post)!;
      const person = people.get(holding.person)!;
      if (!post.duties.includes(duty)) return [];
      return [{
        accountId: person.account!.id, sessionId: person.account!.id, name: person.name, kind: 'officer', level: 'verified',
        hat: { instansi, holdingId: holding.id, postId: post.id, title: post.title, capacity: holding.capacity, unitId: unit.id, unitName: unit.name, unitKind: unit.kind, duties: post.duties, permissions: permissionsOf(post.duties) },
      }];
    });
  }
  return scene();
}

const drawn = new Map<string, Buffer>();
function bytesOf(picture: Picture): Buffer {
  const key = JSON.stringify(picture);
  let bytes = drawn.get(key);
  if (!bytes) drawn.set(key, (bytes = draw(picture)));
  return bytes;
}
function draw(picture: Picture): Buffer {
  switch (picture.kind) {
    case 'letter': return drawLetter(picture.n);
    case 'street': return drawStreet(picture.n);
    case 'card': return drawCard(picture.n);
    case 'shop': return drawShop(picture.n, picture.text);
    case 'design': return drawDesign(picture.n, picture.text);
    case 'slip': return drawSlip();
    case 'paper': return writePdf(picture.title, picture.lines);
  }
}
const nameOf = (picture: Picture): string =>
  picture.kind === 'paper' ? `${picture.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.pdf`
  : `${{ letter: 'pengantar-rt-rw', street: 'foto-lokasi', card: 'kartu-identitas', shop: 'tempat-usaha', design: 'desain', slip: 'bukti-bayar' }[picture.kind]}.png`;
