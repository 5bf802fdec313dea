import { describe, expect, it } from 'vitest';
import { officerAction } from '../../../../../../../server/modules/complaints/contract.ts';
import { formOf, FORMS, inputOf, readAction, sayWhatToChoose } from './action-forms.ts';

const id = '00000000-0000-7000-8000-000000000001';

describe('what an officer posts on a report', () => {
  it('has a form for every action that the desk may send, and asks for nothing that the action does not know', () => {
    const shapes = new Map(officerAction.options.map((option) => [option.shape.kind.value as string, Object.keys(option.shape)]));
    expect(Object.keys(FORMS).sort()).toEqual([...shapes.keys()].sort());
    for (const [kind, { inputs }] of Object.entries(FORMS)) expect(shapes.get(kind), kind).toEqual(expect.arrayContaining(inputs.map(({ name }) => name)));
  });

  it.each([
    [{ kind: 'dispose', lead: id, instruction: ' Tambal. ' }, { kind: 'dispose', lead: id, supporting: [], instruction: 'Tambal.' }],
    [{ kind: 'dispose', lead: id, supporting: [id], instruction: 'Tambal.' }, { kind: 'dispose', lead: id, supporting: [id], instruction: 'Tambal.' }],
    [{ kind: 'approve-answer' }, { kind: 'approve-answer', publish: false }],
    [{ kind: 'approve-answer', publish: 'ya' }, { kind: 'approve-answer', publish: true }],
    [{ kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK', title: '' }, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' }],
  ] as [Record<string, string | string[]>, object][])('reads %j, as the contract takes it', (values, action) => {
    expect(readAction(values)).toEqual(action);
    expect(officerAction.safeParse(readAction(values)).success).toBe(true);
  });

  it('asks whether an answer goes out at once only where it would be accepted', () => {
    const asked = (atOnce: boolean) => formOf('draft-answer', atOnce).inputs.map(({ name }) => name);
    expect(asked(true)).toContain('publish');
    expect(asked(false)).toEqual(asked(true).filter((name) => name !== 'publish'));
    expect(formOf('draft-answer', false).says).toContain('setelah disetujui');
    expect(formOf('approve-answer', false)).toBe(FORMS['approve-answer']);
    const answer = { kind: 'draft-answer', text: 'Lubang sudah kami tambal.', outcome: 'resolved' };
    expect(officerAction.parse(readAction(answer))).toMatchObject({ publish: false });
    expect(officerAction.parse(readAction({ ...answer, publish: 'ya' }))).toMatchObject({ publish: true });
  });

  it('passes on what is missing, so that the refusal names it in words', () => {
    const values = { kind: 'dispose', lead: '', instruction: '' };
    const parsed = officerAction.safeParse(readAction(values));
    const fields = parsed.error!.issues.map(({ path, message }) => ({ path: inputOf(`action.${path.join('.')}`), message }));
    sayWhatToChoose(fields, values);
    expect(fields).toEqual([{ path: 'lead', message: 'Pilih unitnya.' }, { path: 'instruction', message: 'Tulis yang harus dilakukan unit.' }]);
    expect(inputOf('action.photos.3')).toBe('photos');
    const archive = [{ path: 'reason', message: 'Pilih salah satu: wrong-format, too-general.' }];
    sayWhatToChoose(archive, { kind: 'archive', reason: '' });
    expect(archive[0]!.message, 'no codes of the programme').toBe('Pilih salah satu.');
  });
});
