import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { bareName } from '../../assessments/contract.ts';
import type { ParticipantRow } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { isOver } from '../rules/phases-are-in-order.ts';
import * as storage from '../storage/board.ts';
import type { Campaign } from '../storage/campaigns.ts';
import { campaignOf, detailOf } from './campaigns.ts';
import { organizationOf, wilayahOf } from './ports.ts';
import { mayRemind } from './remind.ts';

export const board = (ctx: Context, { id, query, kind, province, only, after, limit }: Input<'board'>) =>
  readTenant(ctx, async (t) => {
    const campaign = await campaignOf(t, id);
    const detail = await detailOf(t, campaign);
    const expected = expectedOn(campaign, await organizationOf(t).today(t), detail.indicators);
    const filter = { words: bareName(query), kind: kind ?? null, province: province ?? null };
    const [rows, counts, provinces] = await Promise.all([
      storage.boardRows(t.tx, t.instansi, id, expected, { ...filter, only, after, limit }), storage.boardCounts(t.tx, t.instansi, id, expected, filter), wilayahOf(t).everywhere('province', t),
    ]);
    const names = new Map(provinces.map(({ code, name }) => [code, name]));
    return {
      campaign: detail, rows: rows.map((row) => shown(t, campaign, row, names)), matching: counts[only], next: after + rows.length < counts[only] && rows.length > 0 ? after + rows.length : null, counts,
      provinces: provinces.map(({ code, name }) => ({ code, name })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    };
  });

/** What should be done by a day: the phases whose last day has passed. */
export const expectedOn = ({ phases, settings }: Pick<Campaign, 'phases' | 'settings'>, day: string, indicators: number): storage.Expected => ({
  submission: isOver(phases, phases.some(({ phase }) => phase === 'internal') ? 'internal' : 'self', day), document: isOver(phases, 'document', day), interview: isOver(phases, 'interview', day), review: isOver(phases, 'final', day),
  indicators, twoAssessors: settings.twoAssessors,
});

const shown = (t: TenantContext, campaign: Campaign, row: storage.BoardRow, provinces: ReadonlyMap<string, string>): ParticipantRow => ({
  id: row.id, name: row.name, kind: row.kind, region: row.region, province: row.region ? (provinces.get(row.region.slice(0, 2)) ?? null) : null, onPlatform: row.tenant !== null,
  submittedAt: row.firstSubmittedAt?.toISOString() ?? null, submissionNo: row.submissionNo, late: row.late, document: row.document, interview: row.interview, review: row.review,
  first: row.first, second: row.second, reviewer: row.reviewer, mayRemind: campaign.state === 'open' && row.tenant !== null && row.submissionNo === null && mayRemind(row.remindedAt, t.house.clock.now()),
});
