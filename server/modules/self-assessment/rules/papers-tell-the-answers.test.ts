import { describe, expect, it } from 'vitest';
import { linesOf, papersAreComplete, type Paper } from './papers-tell-the-answers.ts';

const signed = (kind: Paper['kind'], tells = 'a'): Paper => ({ kind, state: 'signed', tells });
const code = (papers: Paper[], now = 'a') => {
  const answer = papersAreComplete(papers, now);
  return answer.ok ? 'complete' : answer.refusal.code;
};

describe('the papers of a submission', () => {
  it('are both needed', () => {
    expect(code([])).toBe('self-assessment.papers-missing');
    expect(code([signed('berita-acara')])).toBe('self-assessment.papers-missing');
    expect(code([signed('persetujuan-publikasi')])).toBe('self-assessment.papers-missing');
    expect(code([signed('persetujuan-publikasi'), signed('berita-acara')])).toBe('complete');
  });
  it.each(['numbered', 'awaiting-scan', 'failed'] as const)('are not there while one is %s', (state) => expect(code([signed('berita-acara'), { ...signed('persetujuan-publikasi'), state }])).toBe('self-assessment.papers-missing'));
  it('are signed again when an answer changed', () => expect(code([signed('berita-acara'), signed('persetujuan-publikasi')], 'b')).toBe('self-assessment.papers-stale'));
  it('need no new consent for that', () => expect(code([signed('berita-acara', 'b'), signed('persetujuan-publikasi', 'a')], 'b')).toBe('complete'));
});

it('notices levels, missing ones and evidence', () => {
  const one = { number: '1', micro: 3_000_000n, evidence: 2 };
  expect(linesOf([one])).toBe(linesOf([{ ...one }]));
  expect(new Set([linesOf([one]), linesOf([{ ...one, micro: 4_000_000n }]), linesOf([{ ...one, micro: null }]), linesOf([{ ...one, evidence: 3 }])]).size).toBe(4);
});
