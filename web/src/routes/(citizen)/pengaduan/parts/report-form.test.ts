import { describe, expect, it } from 'vitest';
import { atInputs, levelOf, LEVELS, reportFrom } from './report-form.ts';

describe('a report as it was typed', () => {
  it('needs nothing but words; nobody sees the name unless it was allowed', () => {
    expect(reportFrom({ body: ' Lampu padam. ' })).toEqual({ kind: 'complaint', body: 'Lampu padam.', place: '', answers: {}, photos: [], origin: '', namePublic: false, nameToAgency: true, reportPublic: true });
  });

  it.each([['terbuka', true, true, true], ['anonim', false, true, true], ['anonim-unit', false, false, true], ['rahasia', false, true, false], ['ngawur', false, true, true]])('%s: name to all %s, to the agency %s, report public %s', (siapa, namePublic, nameToAgency, reportPublic) => {
    expect(reportFrom({ siapa })).toMatchObject({ namePublic, nameToAgency, reportPublic });
  });

  it('offers exactly the levels that it knows, the most careful public one first', () => {
    expect(LEVELS.map(({ id }) => levelOf(id))).toEqual(LEVELS.map(({ id }) => id));
    expect(levelOf('')).toBe(LEVELS[0].id);
  });

  it('takes a comma in a coordinate, and leaves half a position and nonsense to the check', () => {
    expect(reportFrom({ 'lokasi.lat': '-7,87', 'lokasi.lng': '111.46' })).toMatchObject({ lat: -7.87, lng: 111.46 });
    expect(reportFrom({ 'lokasi.lat': '-7.87' })).not.toHaveProperty('lng');
    expect(reportFrom({ 'lokasi.lat': 'utara', 'lokasi.lng': '1' }).lat).toBeNaN();
  });

  it('reads answers by their code, several as a list', () => {
    expect(reportFrom({ 'answers.TIANG': 'P-118', 'answers.JENIS': ['a', 'b'], 'answers.KOSONG': '' }).answers).toEqual({ TIANG: 'P-118', JENIS: ['a', 'b'] });
  });

  it('puts the sentences of a refusal beside their inputs', () => {
    const thrown = { problem: { fields: [{ path: 'lng' }, { path: 'reporter.email' }, { path: 'photos.0' }, { path: 'answers.TIANG' }] } };
    atInputs(thrown);
    expect(thrown.problem.fields.map(({ path }) => path)).toEqual(['lokasi', 'email', 'photos', 'answers.TIANG']);
  });
});
