import { inTenant } from '../platform/request/context.ts';
import { setSignMode } from '../modules/organization/storage/holdings.ts';
import { sql } from '../platform/db/sql.ts';
import type { Seeding } from './seeding.ts';
import { BY_HAND, everyday } from './stories/cast.ts';
import type { Citizens } from './stories/citizens.ts';
import { play } from './stories/play.ts';
import { staged } from './stories/staged.ts';
import { openStage, type Stage } from './stories/stage.ts';
import { readStories } from './catalogue.ts';
import type { DemoTour } from './write-organisation.ts';

/** Two months of requests, played with the verbs of the house on a clock that is moved by hand. */
export async function seedRequests(seeding: Seeding, citizens: Citizens, share?: number): Promise<DemoTour> {
  const stage = openStage(seeding, readStories());
  await signsByHand(seeding);
  const { stories, ids } = staged(stage, citizens);
  let told = 0;
  const all = [...stories, ...everyday(stage, citizens, share)];
  const turns = await play(all, seeding.anchor.now, async (done) => {
    await stage.pump();
    if (done >= told + 400) seeding.say(`Memerankan permohonan contoh … (${(told = done)} tindakan)`);
  });
  await preselect(stage, 'BUPATI', ids.waiting);
  await preselect(stage, 'DPMPTSP');
  const account = (userName: string) => seeding.plan.people.find((person) => person.account?.userName === userName)!.account!.id;
  seeding.say(`${all.length} permohonan contoh, ${turns} tindakan.`);
  return { leader: account('bupati'), signer: account('bupati'), citizen: citizens.named.get('ayu')!.id, waiting: ids.waiting, issued: await latestPermit(seeding) };
}

async function signsByHand(seeding: Seeding): Promise<void> {
  const { plan } = seeding;
  const unit = plan.units.find((one) => one.region === BY_HAND)!;
  const head = plan.posts.find((post) => post.unit === unit.id && post.isHead)!;
  const holding = plan.holdings.find((one) => one.post === head.id)!;
  await inTenant(seeding.context(seeding.anchor.now), (t) => setSignMode(t.tx, t.instansi, holding.id, holding.fromDay, 'basah'));
}

const latestPermit = async ({ house, instansi }: Seeding): Promise<string> =>
  (await house.db.asOwner((tx) => tx.one<{ id: string }>(sql`select request as id from permohonan.state where instansi = ${instansi} and layanan = 'izin-reklame' and status = 'issued' order by finished_at desc limit 1`))).id;

/** The assistant of the unit has put two letters in front, `first` among them; the leader decides. */
async function preselect(stage: Stage, unit: string, first?: string): Promise<void> {
  const assistant = stage.officer(unit, 'assistant');
  const { items } = await stage.as(assistant).permohonan.signingList({});
  const chosen = [...items].sort((a, b) => Number(b.id === first) - Number(a.id === first)).slice(0, 2);
  await stage.as(assistant).permohonan.preselect({ items: chosen.map(({ id, step }) => ({ id, step })) });
  await stage.pump();
}
