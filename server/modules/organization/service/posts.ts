import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Holding, PostDetail } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { actingLimits } from '../reference-data.ts';
import { mayHold, warningsOf, type NewHolding } from '../rules/one-holder-per-post.ts';
import { mayManagePost } from '../rules/unit-administrators-give-no-power.ts';
import { noCircle } from '../rules/units-form-a-tree.ts';
import * as holdings from '../storage/holdings.ts';
import { findPerson, lockPerson } from '../storage/people.ts';
import * as storage from '../storage/posts.ts';
import { lockUnit } from '../storage/units.ts';
import { changes, found, given, mustBeUnchanged, reachOf, today } from './shared.ts';

// Chapters: posts · holders of a post · the way of signing

export const getPost = (ctx: Context, { id }: Input<'getPost'>): Promise<PostDetail> =>
  inTenant(ctx, async (t) => {
    const { unitToDay: _, ...post } = found(await storage.findPost(t.tx, t.instansi, id));
    const all = await holdings.listHoldings(t.tx, t.instansi, { posts: [id] }, await today(t));
    const reach = t.viewer?.hat ? await reachOf(t) : { whole: false as const, units: new Set<string>() };
    return { ...post, holdings: all, holders: all.filter((one) => one.inForce), may: { structure: reach.whole, manage: mayManagePost(reach, post.unit, post.duties).ok } };
  });

export const createPost = (ctx: Context, input: Input<'createPost'>): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    orRefuse(mayManagePost(await reachOf(t), input.unit, input.duties));
    const unit = found(await lockUnit(t.tx, t.instansi, input.unit));
    if (unit.toDay) throw new Refused({ code: 'organization.unit-closed', data: { name: unit.name } });
    if (input.isHead) await mustHaveNoHead(t, unit.id, null);
    if (input.reportsTo) found(await storage.findPost(t.tx, t.instansi, input.reportsTo));
    const id = uuidv7();
    const { unit: _, reportsTo, from, ...rest } = input;
    const post = { ...rest, id, unit: unit.id, reportsTo: reportsTo ?? null, fromDay: from ?? (await today(t)) };
    await storage.insertPosts(t.tx, t.instansi, [post]);
    await audit(t, { action: 'organization.post-created', object: 'post', objectId: id, detail: { title: post.title, unit: post.unit, duties: post.duties, isHead: post.isHead } });
    return { id };
  });

/** Called with the unit locked: two heads cannot be made at once. */
async function mustHaveNoHead(t: TenantContext, unit: string, except: string | null): Promise<void> {
  const head = await storage.openHeadOf(t.tx, t.instansi, unit);
  if (head && head.id !== except) throw new Refused({ code: 'organization.two-heads', data: { title: head.title } });
}

export const updatePost = (ctx: Context, { id, version, ...input }: Input<'updatePost'>): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const post = found(await storage.lockPost(t.tx, t.instansi, id));
    const fields = given(input);
    const fresh = { ...post, ...fields };
    // Neither a powerful post is changed nor an ordinary one made powerful.
    orRefuse(mayManagePost(await reachOf(t), post.unit, [...post.duties, ...fresh.duties]));
    mustBeUnchanged(post, version);
    if (fresh.isHead && !post.isHead) {
      await lockUnit(t.tx, t.instansi, post.unit);
      await mustHaveNoHead(t, post.unit, id);
    }
    if (fresh.reportsTo && fresh.reportsTo !== post.reportsTo) {
      found(await storage.findPost(t.tx, t.instansi, fresh.reportsTo));
      orRefuse(noCircle(id, fresh.reportsTo, await storage.reportingLines(t.tx, t.instansi), 'organization.reports-in-circle'));
    }
    await storage.savePosts(t.tx, t.instansi, [fresh]);
    await audit(t, { action: 'organization.post-updated', object: 'post', objectId: id, detail: changes(post, fields as Partial<typeof post>) });
    return { version: post.version + 1 };
  });

export const closePost = (ctx: Context, { id, version, lastDay }: Input<'closePost'>): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const post = found(await storage.lockPost(t.tx, t.instansi, id));
    orRefuse(mayManagePost(await reachOf(t), post.unit, post.duties));
    mustBeUnchanged(post, version);
    if (post.toDay) throw new Refused({ code: 'organization.post-closed' });
    if (lastDay < post.fromDay) throw new Refused({ code: 'organization.days-reversed' });
    await storage.endPost(t.tx, t.instansi, id, lastDay);
    await audit(t, { action: 'organization.post-closed', object: 'post', objectId: id, detail: { title: post.title, lastDay } });
    await emit(t, 'organization.post-closed', { post: id, lastDay });
    return { version: post.version + 1 };
  });

/** Order of the guard: reach, facts under lock (post and person), rule; then write, tell, warn. */
export const appointHolder = (ctx: Context, input: Input<'appointHolder'>): Promise<{ id: string; warnings: string[] }> =>
  inTenant(ctx, async (t) => {
    const post = found(await storage.lockPost(t.tx, t.instansi, input.post));
    orRefuse(mayManagePost(await reachOf(t), post.unit, post.duties));
    if (post.unitToDay) throw new Refused({ code: 'organization.unit-closed', data: { name: post.unitName } });
    const person = found(await lockPerson(t.tx, t.instansi, input.person));
    const candidate: NewHolding = {
      id: uuidv7(), post: post.id, person: person.id, capacity: input.capacity, orderLetter: input.orderLetter || null, fromDay: input.fromDay, toDay: input.toDay ?? null,
    };
    const ended = input.current === 'end-the-day-before' ? await endCurrent(t, candidate) : null;
    await mustBeFree(t, candidate, post);
    await holdings.insertHoldings(t.tx, t.instansi, [candidate]);
    await holdings.reachBack(t.tx, t.instansi, [candidate]);
    await audit(t, {
      action: 'organization.holder-appointed', object: 'post', objectId: post.id,
      detail: { holding: candidate.id, person: person.id, capacity: candidate.capacity, order: candidate.orderLetter, from: candidate.fromDay, to: candidate.toDay, ...(ended ? { ended } : {}) },
    });
    await emit(t, 'organization.holder-changed', { post: post.id, holding: candidate.id, from: candidate.fromDay });
    return { id: candidate.id, warnings: warningsOf(candidate, actingLimits()) };
  });

/** The definitive holder of that day leaves on the day before. */
async function endCurrent(t: TenantContext, candidate: NewHolding): Promise<string | null> {
  const before = addDays(candidate.fromDay, -1);
  const current = (await holdings.holdingsForRule(t.tx, t.instansi, { posts: [candidate.post] })).find(
    (one) => one.capacity === 'definitive' && one.fromDay <= before && (one.toDay === null || one.toDay >= candidate.fromDay),
  );
  if (!current) return null;
  const row = found(await holdings.findHolding(t.tx, t.instansi, current.id));
  await holdings.saveHolding(t.tx, t.instansi, { ...row, toDay: before });
  await audit(t, { action: 'organization.holder-ended', object: 'post', objectId: candidate.post, detail: { holding: row.id, person: row.person, lastDay: before } });
  return row.id;
}

async function mustBeFree(t: TenantContext, candidate: NewHolding, post: storage.PostInUnit): Promise<void> {
  const ofThePerson = await holdings.holdingsForRule(t.tx, t.instansi, { people: [candidate.person] });
  orRefuse(mayHold(candidate, {
    post,
    ofThePost: await holdings.holdingsForRule(t.tx, t.instansi, { posts: [post.id] }),
    ofThePerson,
    ofThosePosts: await holdings.holdingsForRule(t.tx, t.instansi, { posts: [...new Set(ofThePerson.map((one) => one.post))].filter((one) => one !== post.id) }),
  }));
}

export const changeHolding = (ctx: Context, { id, version, ...input }: Input<'changeHolding'>): Promise<{ version: number; warnings: string[] }> =>
  inTenant(ctx, async (t) => {
    const known = found(await holdings.findHolding(t.tx, t.instansi, id));
    const post = found(await storage.lockPost(t.tx, t.instansi, known.post));
    await lockPerson(t.tx, t.instansi, known.person);
    const row = found(await holdings.findHolding(t.tx, t.instansi, id));
    orRefuse(mayManagePost(await reachOf(t), post.unit, post.duties));
    mustBeUnchanged(row, version);
    const fields = given(input);
    const fresh = { ...row, ...fields };
    await mustBeFree(t, fresh, post);
    await holdings.saveHolding(t.tx, t.instansi, fresh);
    await holdings.reachBack(t.tx, t.instansi, [fresh]);
    await audit(t, { action: 'organization.holding-changed', object: 'post', objectId: post.id, detail: { holding: id, person: row.person, ...changes(row, fields as Partial<typeof row>) } });
    await emit(t, 'organization.holder-changed', { post: post.id, holding: id, from: fresh.fromDay });
    return { version: row.version + 1, warnings: warningsOf(fresh, actingLimits()) };
  });

export const setSignMode = (ctx: Context, { id, mode, from }: Input<'setSignMode'>): Promise<Record<string, never>> =>
  inTenant(ctx, async (t) => {
    const row = found(await holdings.findHolding(t.tx, t.instansi, id));
    if (from < row.fromDay || (row.toDay !== null && from > row.toDay)) throw new Refused({ code: 'organization.outside-post' });
    await holdings.setSignMode(t.tx, t.instansi, id, from, mode);
    const person = await findPerson(t.tx, t.instansi, row.person);
    await audit(t, { action: 'organization.sign-mode-set', object: 'post', objectId: row.post, detail: { holding: id, person: person?.id, mode, from } });
    return {};
  });

export const whoHeld = (ctx: Context, { post, day }: Input<'whoHeld'>): Promise<{ items: Holding[] }> =>
  inTenant(ctx, async (t) => ({ items: (await holdings.listHoldings(t.tx, t.instansi, { posts: [post] }, day)).filter((one) => one.inForce) }));
